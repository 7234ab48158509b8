package io.github.dysample.cli;

/** Options that are whole numbers from 1 to some limit. */
final class Limits {
    static final int MOST_THREADS = 1024;
    static final int MOST_SECONDS = 3600;
    static final int MOST_STEPS = 100_000_000;
    static final int MOST_REPETITIONS = 1_000_000;

    private Limits() {}

    static void check(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new UsageException(option + " is " + value + ", must be 1 to " + most);
        }
    }
}
