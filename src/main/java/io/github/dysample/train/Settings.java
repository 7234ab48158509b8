package io.github.dysample.train;

/** Checks of what an optimiser or a schedule is told. */
final class Settings {
    private Settings() {}

    /** Refuses what is negative, infinite or NaN. */
    static void requireNotNegative(String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " is " + value + ", must be finite and at least 0");
        }
    }

    /** Refuses what is not in [0, 1). */
    static void requireShare(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(name + " is " + value + ", must be at least 0 and under 1");
        }
    }

    /** Refuses what is less than 1. */
    static void requirePositive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + ", must be at least 1");
        }
    }
}
