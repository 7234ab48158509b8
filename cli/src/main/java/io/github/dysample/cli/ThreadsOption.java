package io.github.dysample.cli;

import picocli.CommandLine.Option;

/** How many threads compute; the result has the same bits with any number. */
final class ThreadsOption {
    @Option(names = "--threads", paramLabel = "N", description = "Threads (default: one for each processor).")
    private Integer threads;

    /** {@return the number, checked} */
    int count() {
        int wanted = threads == null
                ? Math.min(Runtime.getRuntime().availableProcessors(), Limits.MOST_THREADS)
                : threads;
        Limits.check("--threads", wanted, Limits.MOST_THREADS);
        return wanted;
    }
}
