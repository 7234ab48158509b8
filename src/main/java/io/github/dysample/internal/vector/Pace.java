package io.github.dysample.internal.vector;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How long each backend takes for a position of a layer, learned from the bands it computes, and how much time may be
 * spent on making the vector one faster.
 *
 * <p>Threads that compute bands at once may lose each other's measurements, which does no harm: the next ones come
 * soon.
 */
final class Pace {
    /**
     * For this long the scalar backend computes alone, since it finishes a small amount of work before anything could
     * be compiled. A process that calls a layer only once pays for no compilation, unless that call is a long one.
     */
    private static final long ALONE_NANOS = 220_000_000;
    private static final long ALONE_IN_FIRST_CALL = 2_000_000_000;

    /** Then warming up may take this many times its time, until it has computed for this much longer. */
    static final double EAGER_SHARE = 3;
    private static final long EAGER_NANOS = 400_000_000;

    /** After that only a small share, since warming up has not helped so far. */
    private static final double LAST_SHARE = 0.05;

    /** A band counts as at most this many times slower than the one before: a pause of the thread is not slow code. */
    private static final double MOST_TIMES = 2;

    /** After this much of the scalar backend's time, the vector one is guessed to be e times as fast as measured. */
    private static final double HOPE_NANOS = 50e6;

    private final AtomicBoolean proven;
    private volatile double scalarNanos; // per position; 0 before the first
    private volatile double vectorNanos; // likewise
    private volatile long scalarTotal;
    private volatile int calls; // no more than 2 are counted
    private volatile long spent;
    private volatile long tried; // scalarTotal when the vector one was last seen to be slower

    /**
     * A pace to be learned.
     *
     * @param proven whether a layer has found the vector kernels compiled, so that others need not wait for that; set
     *     here as well
     */
    Pace(AtomicBoolean proven) {
        this.proven = proven;
    }

    boolean vectorIsFaster() {
        return vectorNanos > 0 && scalarNanos > 0 ? vectorNanos < scalarNanos : proven.get();
    }

    /**
     * Whether the next band should come from the vector backend.
     *
     * @param warm whether its kernels have run often enough to be worth a try
     */
    boolean takeVector(int positions, boolean warm) {
        double vector = vectorNanos;
        double scalar = scalarNanos;
        if (vector > 0 && scalar > 0) {
            return vector < scalar || warm && (hoped(vector) - scalar) * positions < spare();
        }
        return scalar > 0 ? warm && spare() > 0 || proven.get() : vector == 0 && proven.get();
    }

    /** A guess at its time now, since the compiler has been at work since it was last measured. */
    private double hoped(double vector) {
        return vector * Math.exp((tried - scalarTotal) / HOPE_NANOS);
    }

    void scalarTook(long nanos, int positions) {
        scalarNanos = smoothed(scalarNanos, (double) nanos / positions);
        scalarTotal += nanos;
    }

    void vectorTook(long nanos, int positions) {
        vectorNanos = smoothed(vectorNanos, (double) nanos / positions);
        if (scalarNanos > 0) {
            if (vectorNanos < scalarNanos) {
                proven.set(true);
            } else {
                spent += nanos - (long) (scalarNanos * positions);
                tried = scalarTotal;
            }
        }
    }

    private static double smoothed(double before, double now) {
        return before > 0 ? Math.min(now, MOST_TIMES * before) : now;
    }

    /** Another call of the layer begins. */
    void begin() {
        calls = Math.min(calls + 1, 2);
    }

    /** {@return nanoseconds that may be spent at the moment} */
    long spare() {
        long beyond = Math.max(0, scalarTotal - (calls < 2 ? ALONE_IN_FIRST_CALL : ALONE_NANOS));
        long eager = Math.min(beyond, EAGER_NANOS);
        return (long) (EAGER_SHARE * eager + LAST_SHARE * (beyond - eager)) - spent;
    }

    void spend(long nanos) {
        spent += nanos;
    }
}
