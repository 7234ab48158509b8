package io.github.dysample.cuda.internal;

import io.github.dysample.cuda.internal.DeviceMemory.Block;
import io.github.dysample.spi.Workers;
import java.util.ArrayList;
import java.util.List;

/** What one call does on a GPU: arrays up, kernels, arrays down. Closed, everything it took is free again. */
final class Session implements AutoCloseable {
    private final Gpu gpu;
    private final Workers workers;
    private final Staging staging;
    private final List<Block> blocks = new ArrayList<>();

    Session(Gpu gpu, Workers workers) {
        this.gpu = gpu;
        this.workers = workers;
        staging = gpu.staging().take();
    }

    /** {@return the address of memory for some floats, undefined} */
    long allocate(int floats) {
        Block block = gpu.memory().allocate((long) floats * Float.BYTES);
        blocks.add(block);
        return block.address();
    }

    /** {@return the address of a copy; 0 for null} */
    long upload(float[] values) {
        if (values == null) {
            return 0;
        }
        long address = allocate(values.length);
        staging.upload(values, address, workers);
        return address;
    }

    void download(long address, float[] values) {
        staging.download(address, values, workers);
    }

    /** {@return what puts kernels on the stream of this session} */
    Launcher launcher() {
        return staging.launcher();
    }

    @Override
    public void close() {
        try {
            // After a failure something may still be under way.
            staging.launcher().await();
        } finally {
            try {
                blocks.forEach(gpu.memory()::free);
            } finally {
                gpu.staging().giveBack(staging);
            }
        }
    }
}
