package io.github.dysample.cli;

import io.github.dysample.Tensor;

/**
 * A picture as it is seen upright.
 *
 * @param tensor (1, C, H, W) with C of 1 (grey), 3 (red, green, blue) or 4 (with alpha), values 0 to 1
 * @param bits of a sample as stored, 16 also for more: the most that is written
 */
record Picture(Tensor tensor, int bits) {
    static final int USUAL_BITS = 8;
    static final int MOST_BITS = 16;
}
