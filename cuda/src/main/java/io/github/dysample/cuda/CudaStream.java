package io.github.dysample.cuda;

import io.github.dysample.cuda.internal.Gpu;
import io.github.dysample.cuda.internal.Launcher;

/**
 * A queue of work on a GPU: what is put on one stream is done in order, streams work beside each other. Safe to share
 * between threads.
 */
public final class CudaStream implements AutoCloseable {
    private final Gpu gpu;
    private final Launcher launcher; // guarded by this
    private final Owner owner;
    private boolean closed; // guarded by this

    /** Decides what closing does: the device's own stream stays open; only the caller's are destroyed. */
    enum Owner {
        DEVICE,
        CALLER,
        OTHER_LIBRARY
    }

    CudaStream(Gpu gpu, long handle, Owner owner) {
        this.gpu = gpu;
        launcher = gpu.launcher(handle);
        this.owner = owner;
    }

    /** {@return the number of the device it belongs to, as {@link CudaDevice#get} takes it} */
    public int device() {
        return gpu.ordinal();
    }

    Gpu gpu() {
        return gpu;
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
            throw new IllegalStateException("this stream of " + gpu + " is closed");
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

    synchronized boolean isClosed() {
        return closed;
    }

    /** Waits as {@link #synchronize()}; nothing is left on a closed stream. */
    synchronized void await() {
        if (!closed) {
            launcher.await();
        }
    }

    /** Waits for what is on it, and gives it up; closed again, it does nothing. The device's own stream stays open. */
    @Override
    public synchronized void close() {
        try {
            await();
        } finally {
            if (!closed && owner != Owner.DEVICE) {
                closed = true;
                if (owner == Owner.CALLER) {
                    gpu.destroyStream(launcher.stream());
                }
            }
        }
    }
}
