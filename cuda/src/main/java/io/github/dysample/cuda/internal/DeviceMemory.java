package io.github.dysample.cuda.internal;

import io.github.dysample.cuda.CudaOutOfMemoryException;
import java.util.ArrayList;
import java.util.List;

/**
 * Memory of the GPU. Freed blocks are kept for the next who needs one of about that size, since to allocate waits for
 * everything the GPU is doing; where the GPU has no more, what is kept is given back first. Safe to share.
 */
public final class DeviceMemory {
    /** A block may be this much larger than what is asked for. */
    private static final long SLACK = 2;

    private static final int MOST_KEPT = 64;

    private final Gpu gpu;
    private final List<Block> kept = new ArrayList<>(); // guarded by this

    /**
     * A block.
     *
     * @param address on the device
     * @param bytes how large
     */
    public record Block(long address, long bytes) {}

    DeviceMemory(Gpu gpu) {
        this.gpu = gpu;
    }

    /**
     * A block of at least some bytes, what it holds is undefined.
     *
     * @throws CudaOutOfMemoryException if there is not as much
     */
    public synchronized Block allocate(long bytes) {
        long wanted = Math.max(bytes, 1);
        Block best = null;
        for (Block block : kept) {
            if (block.bytes() >= wanted && block.bytes() <= SLACK * wanted
                    && (best == null || block.bytes() < best.bytes())) {
                best = block;
            }
        }
        if (best != null) {
            kept.remove(best);
            return best;
        }
        try {
            return new Block(gpu.current().allocate(wanted), wanted);
        } catch (CudaOutOfMemoryException full) {
            if (kept.isEmpty()) {
                throw full;
            }
            giveBack();
            return new Block(gpu.current().allocate(wanted), wanted);
        }
    }

    /** Takes a block back; nothing on the GPU may use it any more. */
    public synchronized void free(Block block) {
        kept.add(block);
        if (kept.size() > MOST_KEPT) {
            Block oldest = kept.removeFirst();
            gpu.current().free(oldest.address());
        }
    }

    /** Gives all that is kept back to the driver. */
    public synchronized void giveBack() {
        for (Block block : kept) {
            gpu.current().free(block.address());
        }
        kept.clear();
    }
}
