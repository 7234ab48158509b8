package io.github.dysample.verify.internal.golden;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets work clean up behind itself when the process is told to end: the end waits for it, though not for long. */
final class Interruption implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 5;

    private final Path scrap;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::end);
    private volatile boolean told;

    /**
     * From now on the end of the process waits.
     *
     * @param scrap what is deleted if the work takes too long to stop
     */
    Interruption(Path scrap) {
        this.scrap = scrap;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void end() {
        told = true;
        try {
            if (!closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                TemporaryFolder.delete(scrap);
            }
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        } catch (IOException left) {
            throw new UncheckedIOException(left);
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
