package io.github.dysample.measure;

import java.util.List;

/**
 * The order of calls. All contenders get the same time to warm up, one after the other: the compiler does not mind
 * gaps. Then they take turns, so that whatever slows the machine for a while slows all of them.
 */
public final class Schedule {
    private static final double WARM_UP_SHARE = 0.4;
    private static final long LEAST_TURN_NANOS = 20_000_000;
    private static final int ROUNDS = 20; // fewer if one of them takes longer than its turn for a call
    private static final int LEAST_ROUNDS = 3;

    private Schedule() {}

    /**
     * Warms up and measures.
     *
     * @param contenders each is measured in at least three rounds
     * @param nanos for everything, about
     */
    public static void run(List<Contender> contenders, long nanos) {
        long start = System.nanoTime();
        for (Contender contender : contenders) {
            contender.warmUp((long) (WARM_UP_SHARE * nanos / contenders.size()));
        }
        long turnNanos = Math.max(LEAST_TURN_NANOS, nanos / (ROUNDS * contenders.size()));
        for (int round = 0; round < LEAST_ROUNDS || System.nanoTime() - start < nanos; round++) {
            for (int turn = 0; turn < contenders.size(); turn++) {
                // Rotate the order, so that none always inherits the same predecessor's heat and caches.
                contenders.get((round + turn) % contenders.size()).measure(turnNanos);
            }
        }
    }
}
