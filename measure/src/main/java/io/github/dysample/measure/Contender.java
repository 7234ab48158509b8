package io.github.dysample.measure;

import org.apache.commons.math3.util.ResizableDoubleArray;

/** A call that is timed, and its times so far. For one thread. */
public final class Contender {
    private static final double NANOS_PER_MILLI = 1e6;

    /** Shorter calls are timed several at once: the clock itself takes some tens of nanoseconds. */
    private static final double LEAST_NANOS = 10_000;

    private final Runnable call;
    private final ResizableDoubleArray millis = new ResizableDoubleArray(); // a call
    private int callsAtOnce = 1;

    /**
     * Something to time.
     *
     * @param call does it once
     */
    public Contender(Runnable call) {
        this.call = call;
    }

    /**
     * Calls until the time is up, at least once, and keeps only how many calls to time at once.
     *
     * @param nanos the time
     */
    public void warmUp(long nanos) {
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

    /**
     * Calls until the time is up, at least once, and keeps how long the calls took.
     *
     * @param nanos the time
     */
    public void measure(long nanos) {
        long start = System.nanoTime();
        long after;
        do {
            long before = System.nanoTime();
            for (int i = 0; i < callsAtOnce; i++) {
                call.run();
            }
            after = System.nanoTime();
            millis.addElement((after - before) / NANOS_PER_MILLI / callsAtOnce);
        } while (after - start < nanos);
    }

    /** {@return how many calls were timed} */
    public long calls() {
        return (long) millis.getNumElements() * callsAtOnce;
    }

    /**
     * The times so far.
     *
     * @return of milliseconds a call; where several are timed at once, their mean counts as one
     * @throws IllegalArgumentException if nothing was measured yet
     */
    public Statistics millis() {
        return Statistics.of(millis.getElements());
    }
}
