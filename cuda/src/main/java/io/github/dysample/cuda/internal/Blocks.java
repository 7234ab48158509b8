package io.github.dysample.cuda.internal;

import io.github.dysample.cuda.internal.DeviceMemory.Block;
import java.util.ArrayList;
import java.util.List;

/** Memory of a GPU that is freed together. For one thread at a time. */
final class Blocks {
    private final DeviceMemory memory;
    private final List<Block> blocks = new ArrayList<>();

    Blocks(DeviceMemory memory) {
        this.memory = memory;
    }

    /** {@return the address of memory for some floats, undefined} */
    long allocate(int floats) {
        Block block = memory.allocate((long) floats * Float.BYTES);
        blocks.add(block);
        return block.address();
    }

    /** Frees all; nothing on the GPU may use it any more. */
    void free() {
        blocks.forEach(memory::free);
    }
}
