package io.github.dysample.cli;

/** Options that are whole numbers within limits. */
final class Limits {
    private static final int MOST_THREADS = 1024;
    private static final int MOST_SECONDS = 3600;
    private static final int MOST_FACTOR = 1024;

    private Limits() {}

    static void checkThreads(int threads) {
        check("--threads", threads, MOST_THREADS);
    }

    static void checkSeconds(int seconds) {
        check("--seconds", seconds, MOST_SECONDS);
    }

    static void checkFactor(int factor) {
        check("--factor", factor, MOST_FACTOR);
    }

    /** {@return a size times a factor} */
    static int product(int size, int factor) {
        long product = (long) size * factor;
        if (product > Integer.MAX_VALUE) {
            throw new UsageException("a dimension of " + size + " times " + factor + " is more than an array holds");
        }
        return (int) product;
    }

    private static void check(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new UsageException(option + " is " + value + ", must be 1 to " + most);
        }
    }
}
