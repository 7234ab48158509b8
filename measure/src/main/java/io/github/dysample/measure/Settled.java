package io.github.dysample.measure;

import java.util.Arrays;

/**
 * Whether calls have become as fast as they will be. In a fresh JVM they become faster for some seconds, while it
 * compiles; times from then say little.
 */
public final class Settled {
    /** Of the time before, at the least: a JVM that still compiles gains more, and noise seldom changes a median so. */
    private static final double SHARE = 0.9;

    private Settled() {}

    /**
     * {@return whether the later half of some times is about as long as the earlier half, by their medians; false if
     * there are fewer than two, which cannot tell}
     *
     * @param times of calls, in their order; the one in the middle of an odd number belongs to neither half
     */
    public static boolean of(double... times) {
        int half = times.length / 2;
        if (half == 0) {
            return false;
        }
        double earlier = Statistics.of(Arrays.copyOf(times, half)).median();
        double later = Statistics.of(Arrays.copyOfRange(times, times.length - half, times.length)).median();
        return later >= SHARE * earlier;
    }
}
