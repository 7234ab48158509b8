package io.github.dysample.measure;

import io.github.dysample.spi.Workers;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The threads that help the measured one. */
public final class Helpers implements AutoCloseable {
    private final ExecutorService executor;
    private final int threads;

    /**
     * Makes the helpers.
     *
     * @param threads how many work, the caller included; at least 1
     */
    public Helpers(int threads) {
        this.threads = threads;
        this.executor = Executors.newFixedThreadPool(Math.max(1, threads - 1), Thread.ofPlatform().daemon().factory());
    }

    /** {@return what runs the helpers, for layers} */
    public ExecutorService executor() {
        return executor;
    }

    /** {@return caller and helpers, for whatever else is measured} */
    public Workers workers() {
        return Workers.of(executor, threads);
    }

    /** Ends the helpers. */
    @Override
    public void close() {
        executor.shutdown();
    }
}
