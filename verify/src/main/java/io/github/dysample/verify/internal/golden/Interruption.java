package io.github.dysample.verify.internal.golden;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets work clean up after itself when the process is told to exit: the exit waits for it, though not for long. */
final class Interruption implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 5;

    private final Path unfinished;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::end);
    private volatile boolean told;

    /**
     * Makes the exit of the process wait from now on.
     *
     * @param unfinished a folder, deleted if the work takes too long to stop
     */
    Interruption(Path unfinished) {
        this.unfinished = unfinished;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void end() {
        told = true;
        try {
            if (!closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                TemporaryFolder.delete(unfinished);
            }
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }

    /** Throws if the process was told to exit. */
    void check() throws IOException {
        if (told) {
            throw new InterruptedIOException("told to exit, nothing is left behind");
        }
    }

    @Override
    public void close() {
        closed.countDown();
        if (!told) {
            removeHook();
        }
    }

    private void removeHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            told = true; // since a moment ago
        }
    }
}
