package io.github.dysample.internal.vector;

import static io.github.dysample.internal.vector.Lanes.COUNT;

/** Which tiles the convolution uses: as large as the sums and inputs of one fit in the registers. */
final class Tiling {
    /** CPUs whose vectors have 256 bits may have 16 registers only; those with 512 bits, and NEON, have 32. */
    static final boolean MANY_REGISTERS = COUNT != 8;

    /** Outputs and positions of a tile. */
    static final int OUTPUTS = MANY_REGISTERS ? Tile8x3.OUTPUTS : Tile4x2.OUTPUTS;
    static final int POSITIONS = COUNT * (MANY_REGISTERS ? Tile8x3.VECTORS : Tile4x2.VECTORS);

    private Tiling() {}
}
