package io.github.dysample.cli.golden;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets work clean up behind itself when the process is told to end: the end waits until it is closed. */
final class Interruption implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 5;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::end);
    private volatile boolean told;

    Interruption() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void end() {
        told = true;
        try {
            closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    /** Throws if the process was told to end. */
    void check() throws IOException {
        if (told) {
            throw new InterruptedIOException("told to end, nothing is left behind");
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The hook is running, and has just been released.
            told = true;
        }
    }
}
