package io.github.dysample.cli;

import java.util.concurrent.CountDownLatch;

/**
 * Lets work end in good order when the user presses Ctrl-C: the JVM is told to exit, and does so when this is closed.
 */
final class Interruption implements AutoCloseable {
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::waitForTheEnd);
    private volatile boolean requested;

    Interruption() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void waitForTheEnd() {
        requested = true;
        try {
            ended.await();
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    /** {@return whether to stop} */
    boolean isRequested() {
        return requested;
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The hook is running, and has nothing left to wait for.
        }
    }
}
