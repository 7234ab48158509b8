package io.github.dysample.cli.demo;

import java.util.Arrays;

/** How long a call takes: the median of repeated calls once the JIT compiler has had its say. */
final class Timing {
    private static final long WARM_UP_NANOS = 700_000_000L;
    private static final int CALLS = 15;

    private Timing() {}

    /** {@return the median in milliseconds} */
    static double medianMillis(Runnable call) {
        long start = System.nanoTime();
        do {
            call.run();
        } while (System.nanoTime() - start < WARM_UP_NANOS);
        long[] nanos = new long[CALLS];
        for (int i = 0; i < CALLS; i++) {
            long before = System.nanoTime();
            call.run();
            nanos[i] = System.nanoTime() - before;
        }
        Arrays.sort(nanos);
        return nanos[CALLS / 2] / 1e6;
    }
}
