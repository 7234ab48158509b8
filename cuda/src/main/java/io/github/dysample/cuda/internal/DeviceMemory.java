package io.github.dysample.cuda.internal;

import io.github.dysample.cuda.CudaOutOfMemoryException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Memory of the GPU. Freed blocks are kept for later requests of about that size, since allocating waits for everything
 * the GPU is doing; if the GPU has no memory left, the blocks that are kept are given back first. Safe to share.
 */
public final class DeviceMemory {
    /** A block may be this much larger than what is asked for. */
    private static final long SLACK = 2;

    /** The share of the GPU's memory that may be kept. */
    private static final double MOST_KEPT = 0.25;

    /** Off for tools that watch each block. */
    private static final boolean KEEPS = !"false".equals(System.getProperty("dysample.cuda.cache"));

    private final GpuContext context;
    private final long mostBytes;
    private final List<Block> kept = new ArrayList<>(); // the oldest first; guarded by this
    private long keptBytes; // guarded by this

    /**
     * A block.
     *
     * @param address on the device
     * @param bytes how large
     */
    public record Block(long address, long bytes) {}

    DeviceMemory(GpuContext context, long bytes) {
        this.context = context;
        mostBytes = KEEPS ? (long) (MOST_KEPT * bytes) : 0;
    }

    /**
     * A block of at least some bytes, what it holds is undefined.
     *
     * @throws CudaOutOfMemoryException if there is not as much
     */
    public synchronized Block allocate(long bytes) {
        long wanted = Math.max(bytes, 1);
        Optional<Block> best = kept.stream()
                .filter(block -> block.bytes() >= wanted && block.bytes() <= SLACK * wanted)
                .min(Comparator.comparingLong(Block::bytes));
        if (best.isPresent()) {
            kept.remove(best.get());
            keptBytes -= best.get().bytes();
            return best.get();
        }
        try {
            return new Block(context.current().allocate(wanted), wanted);
        } catch (CudaOutOfMemoryException full) {
            if (kept.isEmpty()) {
                throw full;
            }
            giveBack();
            return new Block(context.current().allocate(wanted), wanted);
        }
    }

    /** Takes a block back; nothing on the GPU may use it any more. */
    public synchronized void free(Block block) {
        kept.add(block);
        keptBytes += block.bytes();
        while (keptBytes > mostBytes) {
            freeOldest();
        }
    }

    /** Gives all that is kept back to the driver. */
    synchronized void giveBack() {
        while (!kept.isEmpty()) {
            freeOldest();
        }
    }

    private void freeOldest() {
        Block oldest = kept.removeFirst();
        keptBytes -= oldest.bytes();
        context.current().free(oldest.address());
    }
}
