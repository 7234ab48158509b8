package io.github.dysample.io.internal.picture;

/** The whole numbers that a picture stores, and the values from 0 to 1 that they stand for. */
public final class Samples {
    private static final double HALF = 0.5;

    private Samples() {}

    /** {@return the value of a sample of which {@code full} is the greatest} */
    public static float value(float sample, float full) {
        return sample / full;
    }

    /** {@return the sample nearest to a value: what is under 0 and NaN becomes 0, what is over 1 full} */
    public static int of(float value, int full) {
        // Math.round, which changes the processor's mode of rounding and back, takes several times as long.
        int nearest = (int) (full * value + HALF);
        return Math.max(0, Math.min(nearest, full));
    }
}
