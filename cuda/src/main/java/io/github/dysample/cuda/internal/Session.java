package io.github.dysample.cuda.internal;

import io.github.dysample.spi.Workers;

/** What one call does on a GPU: arrays up, kernels, arrays down. Closed, everything it took is free again. */
public final class Session implements AutoCloseable {
    private final StagingPool pool;
    private final Workers workers;
    private final Staging staging;
    private final Blocks blocks;

    /** Begins; the workers copy. */
    public Session(Gpu gpu, Workers workers) {
        this.workers = workers;
        pool = gpu.staging();
        staging = pool.take();
        blocks = new Blocks(gpu.memory());
    }

    /** {@return the address of memory for some floats, undefined} */
    long allocate(int floats) {
        return blocks.allocate(floats);
    }

    /** {@return the address of a copy; 0 for null} */
    long upload(float[] values) {
        if (values == null) {
            return 0;
        }
        long address = allocate(values.length);
        upload(values, address);
        return address;
    }

    /** Copies an array to the device; work that is put on the stream afterwards sees it. */
    public void upload(float[] values, long address) {
        staging.upload(values, address, workers);
    }

    /** Copies from the device to an array, and waits for it. */
    public void download(long address, float[] values) {
        staging.download(address, values, workers);
    }

    /** {@return what puts kernels on the stream of this session} */
    Launcher launcher() {
        return staging.launcher();
    }

    /** Waits for what is on the stream, also after a failure, and frees what was taken. */
    @Override
    public void close() {
        try {
            staging.launcher().await();
        } finally {
            try {
                blocks.free();
            } finally {
                pool.giveBack(staging);
            }
        }
    }
}
