package io.github.dysample.cli.bench;

/** Something to time, and its times. */
final class Contender {
    /** Shorter calls are timed several at once: the clock itself takes some tens of nanoseconds. */
    private static final double LEAST_NANOS = 10_000;

    private final Runnable call;
    private final Times times = new Times();
    private int callsAtOnce = 1;

    Contender(Runnable call) {
        this.call = call;
    }

    Runnable call() {
        return call;
    }

    Times times() {
        return times;
    }

    /** Calls until the time is up, at least once, and keeps nothing but how many calls to time at once. */
    void warmUp(long nanos) {
        long start = System.nanoTime();
        long calls = 0;
        long passed;
        do {
            call.run();
            calls++;
            passed = System.nanoTime() - start;
        } while (passed < nanos);
        callsAtOnce = (int) Math.max(1, Math.ceil(LEAST_NANOS * calls / passed));
    }

    /** Calls until the time is up, at least once, and keeps how long that took. */
    void measure(long nanos) {
        long start = System.nanoTime();
        long after;
        do {
            long before = System.nanoTime();
            for (int i = 0; i < callsAtOnce; i++) {
                call.run();
            }
            after = System.nanoTime();
            times.add(after - before, callsAtOnce);
        } while (after - start < nanos);
    }
}
