package io.github.dysample.internal.vector;

import static io.github.dysample.internal.vector.Lanes.COUNT;
import static io.github.dysample.internal.vector.Lanes.FLOATS;
import static io.github.dysample.internal.vector.Lanes.INTS;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * Blocks of positions and the sums over one, in the order the scalar kernel gives them; for any vector length. Both lie
 * outside the heap, where they can be aligned: each vector of a block is read many times.
 */
final class BlockSums {
    /** How many positions a block has, counted from the start of a plane. */
    static final int BLOCK = 512;

    /** How many partial sums a block has. */
    static final int PARTIAL = 16;

    static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private static final int VECTOR_BYTES = COUNT * Float.BYTES;

    /** From two vectors as one: the first and the second half of each run of 2, 4, 8 or 16 lanes. */
    static final int[] FIRST = new int[4 * COUNT];

    static {
        for (int level = 0; level < 4; level++) {
            for (int i = 0; i < COUNT; i++) {
                FIRST[level * COUNT + i] = i / (1 << level) * (2 << level) + i % (1 << level);
            }
        }
    }

    private BlockSums() {}

    static MemorySegment allocate(int floats) {
        return Arena.ofAuto().allocate((long) floats * Float.BYTES, VECTOR_BYTES);
    }

    /**
     * Copies a block of some rows, each filled up to a whole number of partial sums with a value that adds nothing.
     *
     * @param x holds row i from {@code from + i * stride} on
     * @param out takes row i from {@code i * BLOCK} on
     */
    static void copy(float[] x, int from, int stride, int rows, int count, float filler, MemorySegment out) {
        int padded = padded(count);
        for (int row = 0; row < rows; row++) {
            MemorySegment.copy(x, from + row * stride, out, ValueLayout.JAVA_FLOAT, (long) row * BLOCK * Float.BYTES,
                    count);
            for (int p = count; p < padded; p++) {
                out.setAtIndex(ValueLayout.JAVA_FLOAT, row * BLOCK + p, filler);
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
    static void tree(MemorySegment sums, int blocks) {
        int level = 3;
        while (level >= 0) {
            int half = 1 << level;
            if (half > COUNT) {
                halve(sums, blocks, half);
                level--;
            } else if (level > 0) {
                quarterLanes(sums, blocks * half / 2, level);
                level -= 2;
            } else {
                halveLanes(sums, blocks);
                level--;
            }
        }
    }

    /**
     * {@return the sum of one block's partial sums, over which it writes} In plain arithmetic: this is called too
     * seldom to be compiled soon, and until then each vector would be an object.
     */
    static float sum(MemorySegment sums, int block) {
        long first = (long) block * PARTIAL;
        for (int half = PARTIAL / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                float upper = sums.getAtIndex(ValueLayout.JAVA_FLOAT, first + half + i);
                sums.setAtIndex(ValueLayout.JAVA_FLOAT, first + i,
                        sums.getAtIndex(ValueLayout.JAVA_FLOAT, first + i) + upper);
            }
        }
        return sums.getAtIndex(ValueLayout.JAVA_FLOAT, first);
    }

    private static void halve(MemorySegment sums, int blocks, int half) {
        long halfBytes = (long) half * Float.BYTES;
        for (long to = 0; to < blocks * halfBytes; to += VECTOR_BYTES) {
            long from = to + to / halfBytes * halfBytes;
            FloatVector.fromMemorySegment(FLOATS, sums, from, ORDER)
                    .add(FloatVector.fromMemorySegment(FLOATS, sums, from + halfBytes, ORDER))
                    .intoMemorySegment(sums, to, ORDER);
        }
    }

    /** The last level by itself, where vectors are so short that an odd number of levels is left for lanes. */
    private static void halveLanes(MemorySegment sums, int count) {
        IntVector first = IntVector.fromArray(INTS, FIRST, 0);
        IntVector second = first.add(1);
        for (int i = 0; i < count; i += COUNT) {
            long from = 2L * i * Float.BYTES;
            IntVector a = IntVector.fromMemorySegment(INTS, sums, from, ORDER);
            IntVector b = IntVector.fromMemorySegment(INTS, sums, from + VECTOR_BYTES, ORDER);
            first.selectFrom(a, b).reinterpretAsFloats()
                    .add(second.selectFrom(a, b).reinterpretAsFloats())
                    .intoMemorySegment(sums, (long) i * Float.BYTES, ORDER);
        }
    }

    /** Two levels at a time, so that what is between them stays in registers. */
    private static void quarterLanes(MemorySegment sums, int count, int level) {
        IntVector first = IntVector.fromArray(INTS, FIRST, level * COUNT);
        IntVector second = first.add(1 << level);
        IntVector third = IntVector.fromArray(INTS, FIRST, (level - 1) * COUNT);
        IntVector fourth = third.add(1 << level - 1);
        for (int i = 0; i < count; i += COUNT) {
            long from = 4L * i * Float.BYTES;
            IntVector a = IntVector.fromMemorySegment(INTS, sums, from, ORDER);
            IntVector b = IntVector.fromMemorySegment(INTS, sums, from + VECTOR_BYTES, ORDER);
            IntVector c = IntVector.fromMemorySegment(INTS, sums, from + 2 * VECTOR_BYTES, ORDER);
            IntVector d = IntVector.fromMemorySegment(INTS, sums, from + 3 * VECTOR_BYTES, ORDER);
            IntVector ab = first.selectFrom(a, b).reinterpretAsFloats()
                    .add(second.selectFrom(a, b).reinterpretAsFloats()).reinterpretAsInts();
            IntVector cd = first.selectFrom(c, d).reinterpretAsFloats()
                    .add(second.selectFrom(c, d).reinterpretAsFloats()).reinterpretAsInts();
            third.selectFrom(ab, cd).reinterpretAsFloats()
                    .add(fourth.selectFrom(ab, cd).reinterpretAsFloats())
                    .intoMemorySegment(sums, (long) i * Float.BYTES, ORDER);
        }
    }
}
