package io.github.dysample.jmh;

import io.github.dysample.spi.Workers;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The threads that help the measured one. */
final class Helpers implements AutoCloseable {
    private final ExecutorService executor;
    private final int threads;

    /**
     * Makes the helpers.
     *
     * @param threads how many work, the caller included
     */
    Helpers(int threads) {
        this.threads = threads;
        this.executor = Executors.newFixedThreadPool(Math.max(1, threads - 1), Thread.ofPlatform().daemon().factory());
    }

    ExecutorService executor() {
        return executor;
    }

    Workers workers() {
        return Workers.of(executor, threads);
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
