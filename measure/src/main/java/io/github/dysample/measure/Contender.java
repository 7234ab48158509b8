package io.github.dysample.measure;

import java.util.List;
import org.apache.commons.math3.util.ResizableDoubleArray;

/** A call that is timed, and its times so far. For one thread. */
public final class Contender {
    private static final double NANOS_PER_MILLI = 1e6;

    /** Shorter calls are timed several at once: the clock itself takes some tens of nanoseconds. */
    private static final double LEAST_NANOS = 10_000;

    private static final double WARM_UP_SHARE = 0.3;

    /** Calls that still become faster warm up for so many times their share at the most. */
    private static final int MOST_SHARES = 2;

    /** Parts of a warm-up, whose times tell whether calls still become faster. */
    private static final int PARTS = 6;

    private static final long LEAST_TURN_NANOS = 20_000_000;
    private static final int ROUNDS = 20; // fewer if a call takes longer than its turn

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
     * Times several calls, as many as the time allows. All get the same time to warm up, one after the other: the
     * compiler does not mind gaps; and up to twice that as long as they become faster. Then they take turns, so that
     * whatever slows the machine for a while slows all of them. No call begins after the time is up.
     *
     * @param contenders the calls
     * @param nanos for everything, warm-up included
     * @return how many rounds were finished: as often each was timed at least
     */
    public static int takeTurns(List<Contender> contenders, long nanos) {
        long start = System.nanoTime();
        for (Contender contender : contenders) {
            if (isOver(start, nanos)) {
                return 0;
            }
            contender.settle((long) (WARM_UP_SHARE * nanos / contenders.size()));
        }
        long turnNanos = Math.max(LEAST_TURN_NANOS, nanos / (ROUNDS * contenders.size()));
        return rounds(contenders, Integer.MAX_VALUE, turnNanos, start, nanos);
    }

    /**
     * Times several calls in turns, a number of times each, after as many calls to warm up. No call begins after the
     * time is up.
     *
     * @param contenders the calls
     * @param repetitions how often each is timed
     * @param nanos for everything, warm-up included
     * @return how many rounds were finished: as often each was timed at least
     */
    public static int repeat(List<Contender> contenders, int repetitions, long nanos) {
        long start = System.nanoTime();
        for (Contender contender : contenders) {
            for (int i = 0; i < repetitions; i++) {
                if (isOver(start, nanos)) {
                    return 0;
                }
                contender.warmUp(0);
            }
        }
        return rounds(contenders, repetitions, 0, start, nanos);
    }

    private static int rounds(List<Contender> contenders, int most, long turnNanos, long start, long nanos) {
        for (int round = 0; round < most; round++) {
            for (int turn = 0; turn < contenders.size(); turn++) {
                if (isOver(start, nanos)) {
                    return round;
                }
                // Rotate the order, so that none always inherits the same predecessor's heat and caches.
                contenders.get((round + turn) % contenders.size()).measure(turnNanos);
            }
        }
        return most;
    }

    private static boolean isOver(long start, long nanos) {
        return System.nanoTime() - start >= nanos;
    }

    /** Warms up for some time, and on to a multiple of it as long as the calls become faster. */
    private void settle(long nanos) {
        double[] means = new double[PARTS];
        for (int part = 0; part < PARTS * MOST_SHARES && (part < PARTS || !Settled.of(means)); part++) {
            System.arraycopy(means, 1, means, 0, PARTS - 1);
            means[PARTS - 1] = warmUp(nanos / PARTS);
        }
    }

    /**
     * Calls until the time is up, at least once, and keeps only how many calls to time at once.
     *
     * @param nanos the time
     * @return the mean time of a call, in nanoseconds
     */
    public double warmUp(long nanos) {
        long start = System.nanoTime();
        long calls = 0;
        long passed;
        do {
            call.run();
            calls++;
            passed = System.nanoTime() - start;
        } while (passed < nanos);
        callsAtOnce = (int) Math.max(1, Math.ceil(LEAST_NANOS * calls / passed));
        return (double) passed / calls;
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

    /** {@return whether the times so far have stopped becoming shorter, see {@link Settled#of}} */
    public boolean hasSettled() {
        return Settled.of(millis.getElements());
    }

    /**
     * {@return the times so far, in milliseconds a call} Where several are timed at once, their mean counts as one.
     *
     * @throws IllegalArgumentException if nothing was measured yet
     */
    public Statistics millis() {
        return Statistics.of(millis.getElements());
    }
}
