package io.github.dysample.internal.vector;

import static io.github.dysample.internal.vector.Lanes.COUNT;
import static io.github.dysample.internal.vector.Lanes.FLOATS;
import static io.github.dysample.internal.vector.Lanes.INTS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/** Blocks of positions and the sums over one, in the order the scalar kernel gives them; for any vector length. */
final class BlockSums {
    /** How many positions a block has, counted from the start of a plane. */
    static final int BLOCK = 512;

    /** How many partial sums a block has. */
    static final int PARTIAL = 16;

    /** From two vectors as one: the first and the second half of each run of 2, 4, 8 or 16 lanes. */
    private static final int[] FIRST = new int[4 * COUNT];

    static {
        for (int level = 0; level < 4; level++) {
            for (int i = 0; i < COUNT; i++) {
                FIRST[level * COUNT + i] = i / (1 << level) * (2 << level) + i % (1 << level);
            }
        }
    }

    private BlockSums() {}

    /**
     * Copies a block of some rows, each filled up to a whole number of partial sums with a value that adds nothing.
     *
     * @param x holds row i from {@code from + i * stride} on
     * @param out takes row i from {@code i * BLOCK} on
     */
    static void copy(float[] x, int from, int stride, int rows, int count, float filler, float[] out) {
        int padded = padded(count);
        for (int row = 0; row < rows; row++) {
            System.arraycopy(x, from + row * stride, out, row * BLOCK, count);
            for (int p = count; p < padded; p++) {
                out[row * BLOCK + p] = filler;
            }
        }
    }

    /** {@return the length of a row of {@code count} positions, filled up} */
    static int padded(int count) {
        return Math.ceilDiv(count, PARTIAL) * PARTIAL;
    }

    /**
     * Adds up the partial sums of some blocks, in place: lane i and lane i + 8 of each, those and the ones 4 further
     * on, then 2, then 1.
     *
     * @param sums holds 16 to a block and takes one, block after block
     * @param blocks a multiple of 16
     */
    static void tree(float[] sums, int blocks) {
        for (int level = 3; level >= 0; level--) {
            int half = 1 << level;
            if (half > COUNT) {
                halve(sums, blocks, half);
            } else {
                halveLanes(sums, blocks * half, level);
            }
        }
    }

    private static void halve(float[] sums, int blocks, int half) {
        for (int block = 0; block < blocks; block++) {
            for (int i = 0; i < half; i += COUNT) {
                int from = 2 * block * half + i;
                FloatVector.fromArray(FLOATS, sums, from).add(FloatVector.fromArray(FLOATS, sums, from + half))
                        .intoArray(sums, block * half + i);
            }
        }
    }

    private static void halveLanes(float[] sums, int count, int level) {
        IntVector first = IntVector.fromArray(INTS, FIRST, level * COUNT);
        IntVector second = first.add(1 << level);
        for (int i = 0; i < count; i += COUNT) {
            IntVector low = FloatVector.fromArray(FLOATS, sums, 2 * i).reinterpretAsInts();
            IntVector high = FloatVector.fromArray(FLOATS, sums, 2 * i + COUNT).reinterpretAsInts();
            first.selectFrom(low, high).reinterpretAsFloats()
                    .add(second.selectFrom(low, high).reinterpretAsFloats())
                    .intoArray(sums, i);
        }
    }
}
