package io.github.dysample.cuda;

import io.github.dysample.cuda.internal.Launcher;

/**
 * A queue of work on a GPU: what is put on one stream is done in order, streams work beside each other. Safe to share
 * between threads.
 */
public final class CudaStream implements AutoCloseable {
    private final CudaDevice device;
    private final Launcher launcher; // guarded by this
    private final boolean own;
    private boolean closed; // guarded by this

    CudaStream(CudaDevice device, long handle, boolean own) {
        this.device = device;
        launcher = new Launcher(device.gpu(), handle);
        this.own = own;
    }

    /** {@return the device it is of} */
    public CudaDevice device() {
        return device;
    }

    /** {@return the CUstream, for other libraries} */
    public long handle() {
        return launcher.stream();
    }

    interface Work {
        void put(Launcher launcher);
    }

    synchronized void put(Work work) {
        if (closed) {
            throw new IllegalStateException("this stream of " + device + " is closed");
        }
        work.put(launcher);
    }

    /**
     * Waits until all is done that was put on it.
     *
     * @throws CudaException if some of it failed
     */
    public void synchronize() {
        put(Launcher::await);
    }

    /** Waits as {@link #synchronize()}; nothing is left on a closed stream. */
    synchronized void await() {
        if (!closed) {
            launcher.await();
        }
    }

    /** Waits for what is on it, and gives it up; closed again, it does nothing. */
    @Override
    public synchronized void close() {
        if (!closed) {
            launcher.await();
            closed = true;
            if (own) {
                device.gpu().destroyStream(launcher.stream());
            }
        }
    }
}
