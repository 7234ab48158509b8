package io.github.dysample.internal.vector;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Which backend computes a backward pass in this JVM. Until they are compiled, the vector kernels take about a second
 * longer, however small the map is: so the scalar ones compute as long as all of their calls together take less
 * than a part of that, and then never again.
 */
final class GradientPace {
    /** Time that the scalar backend may take in all. */
    private static final long MOST_NANOS = 300_000_000;

    /** What an element of the output takes on the scalar backend, on a CPU of 2023. A rough figure is enough. */
    private static final long ELEMENT_NANOS = 100;

    private static final AtomicLong SPENT = new AtomicLong();

    private GradientPace() {}

    static boolean takeVector(long elements) {
        return SPENT.get() + elements * ELEMENT_NANOS >= MOST_NANOS;
    }

    static void scalarTook(long nanos) {
        SPENT.addAndGet(nanos);
    }

    /** Takes the scalar backend's time as spent: the vector kernels are compiled. */
    static void skip() {
        SPENT.addAndGet(MOST_NANOS);
    }
}
