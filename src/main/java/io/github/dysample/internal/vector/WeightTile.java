package io.github.dysample.internal.vector;

import static io.github.dysample.internal.vector.Lanes.COUNT;
import static io.github.dysample.internal.vector.Lanes.FLOATS;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;

/**
 * The inner loop of the weight's gradient: the partial sums of 4 outputs × 4 inputs over a block. One vector of partial
 * sums of each is taken at a time, so there are 16 sums beside the 5 registers that feed them; with 16 registers in
 * all, two outputs at a time.
 */
final class WeightTile {
    /** Outputs, and inputs, to a tile. */
    static final int SIDE = 4;

    private static final int PARTIAL = BlockSums.PARTIAL;
    private static final int ROW_BYTES = BlockSums.BLOCK * Float.BYTES;
    private static final int SUM_BYTES = PARTIAL * Float.BYTES;
    private static final ByteOrder ORDER = BlockSums.ORDER;

    private WeightTile() {}

    /**
     * @param grad holds a block of output o from row {@code gradRow + o} on
     * @param x holds one of input c from {@code xFrom + c * xStride} on
     * @param columns inputs there are; the sums of those after have no meaning
     * @param count a multiple of {@link BlockSums#PARTIAL}
     * @param sums takes the partial sums of output o and input c from {@code 16 * (4 * o + c)} on
     */
    static void run(
            MemorySegment grad, int gradRow, float[] x, int xFrom, int xStride, int columns, int count,
            MemorySegment sums) {
        int x1 = xFrom + Math.min(1, columns - 1) * xStride;
        int x2 = xFrom + Math.min(2, columns - 1) * xStride;
        int x3 = xFrom + Math.min(3, columns - 1) * xStride;
        long from = (long) gradRow * ROW_BYTES;
        for (int lanes = 0; lanes < PARTIAL; lanes += COUNT) {
            long to = (long) lanes * Float.BYTES;
            if (PackedWeights.MANY_REGISTERS) {
                four(grad, from, x, xFrom, x1, x2, x3, lanes, count, sums, to);
            } else {
                two(grad, from, x, xFrom, x1, x2, x3, lanes, count, sums, to);
                two(grad, from + 2 * ROW_BYTES, x, xFrom, x1, x2, x3, lanes, count, sums, to + 2 * SIDE * SUM_BYTES);
            }
        }
    }

    private static void four(
            MemorySegment grad, long gradFrom, float[] x, int x0, int x1, int x2, int x3, int lanes, int count,
            MemorySegment sums, long to) {
        FloatVector a0 = FloatVector.zero(FLOATS);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        FloatVector b0 = a0;
        FloatVector b1 = a0;
        FloatVector b2 = a0;
        FloatVector b3 = a0;
        FloatVector c0 = a0;
        FloatVector c1 = a0;
        FloatVector c2 = a0;
        FloatVector c3 = a0;
        FloatVector d0 = a0;
        FloatVector d1 = a0;
        FloatVector d2 = a0;
        FloatVector d3 = a0;
        for (int p = lanes; p < count; p += PARTIAL) {
            long from = gradFrom + (long) p * Float.BYTES;
            FloatVector v0 = FloatVector.fromArray(FLOATS, x, x0 + p);
            FloatVector v1 = FloatVector.fromArray(FLOATS, x, x1 + p);
            FloatVector v2 = FloatVector.fromArray(FLOATS, x, x2 + p);
            FloatVector v3 = FloatVector.fromArray(FLOATS, x, x3 + p);
            FloatVector a = FloatVector.fromMemorySegment(FLOATS, grad, from, ORDER);
            a0 = a.fma(v0, a0);
            a1 = a.fma(v1, a1);
            a2 = a.fma(v2, a2);
            a3 = a.fma(v3, a3);
            FloatVector b = FloatVector.fromMemorySegment(FLOATS, grad, from + ROW_BYTES, ORDER);
            b0 = b.fma(v0, b0);
            b1 = b.fma(v1, b1);
            b2 = b.fma(v2, b2);
            b3 = b.fma(v3, b3);
            FloatVector c = FloatVector.fromMemorySegment(FLOATS, grad, from + 2 * ROW_BYTES, ORDER);
            c0 = c.fma(v0, c0);
            c1 = c.fma(v1, c1);
            c2 = c.fma(v2, c2);
            c3 = c.fma(v3, c3);
            FloatVector d = FloatVector.fromMemorySegment(FLOATS, grad, from + 3 * ROW_BYTES, ORDER);
            d0 = d.fma(v0, d0);
            d1 = d.fma(v1, d1);
            d2 = d.fma(v2, d2);
            d3 = d.fma(v3, d3);
        }
        a0.intoMemorySegment(sums, to, ORDER);
        a1.intoMemorySegment(sums, to + SUM_BYTES, ORDER);
        a2.intoMemorySegment(sums, to + 2 * SUM_BYTES, ORDER);
        a3.intoMemorySegment(sums, to + 3 * SUM_BYTES, ORDER);
        b0.intoMemorySegment(sums, to + 4 * SUM_BYTES, ORDER);
        b1.intoMemorySegment(sums, to + 5 * SUM_BYTES, ORDER);
        b2.intoMemorySegment(sums, to + 6 * SUM_BYTES, ORDER);
        b3.intoMemorySegment(sums, to + 7 * SUM_BYTES, ORDER);
        c0.intoMemorySegment(sums, to + 8 * SUM_BYTES, ORDER);
        c1.intoMemorySegment(sums, to + 9 * SUM_BYTES, ORDER);
        c2.intoMemorySegment(sums, to + 10 * SUM_BYTES, ORDER);
        c3.intoMemorySegment(sums, to + 11 * SUM_BYTES, ORDER);
        d0.intoMemorySegment(sums, to + 12 * SUM_BYTES, ORDER);
        d1.intoMemorySegment(sums, to + 13 * SUM_BYTES, ORDER);
        d2.intoMemorySegment(sums, to + 14 * SUM_BYTES, ORDER);
        d3.intoMemorySegment(sums, to + 15 * SUM_BYTES, ORDER);
    }

    private static void two(
            MemorySegment grad, long gradFrom, float[] x, int x0, int x1, int x2, int x3, int lanes, int count,
            MemorySegment sums, long to) {
        FloatVector a0 = FloatVector.zero(FLOATS);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        FloatVector b0 = a0;
        FloatVector b1 = a0;
        FloatVector b2 = a0;
        FloatVector b3 = a0;
        for (int p = lanes; p < count; p += PARTIAL) {
            long from = gradFrom + (long) p * Float.BYTES;
            FloatVector v0 = FloatVector.fromArray(FLOATS, x, x0 + p);
            FloatVector v1 = FloatVector.fromArray(FLOATS, x, x1 + p);
            FloatVector v2 = FloatVector.fromArray(FLOATS, x, x2 + p);
            FloatVector v3 = FloatVector.fromArray(FLOATS, x, x3 + p);
            FloatVector a = FloatVector.fromMemorySegment(FLOATS, grad, from, ORDER);
            a0 = a.fma(v0, a0);
            a1 = a.fma(v1, a1);
            a2 = a.fma(v2, a2);
            a3 = a.fma(v3, a3);
            FloatVector b = FloatVector.fromMemorySegment(FLOATS, grad, from + ROW_BYTES, ORDER);
            b0 = b.fma(v0, b0);
            b1 = b.fma(v1, b1);
            b2 = b.fma(v2, b2);
            b3 = b.fma(v3, b3);
        }
        a0.intoMemorySegment(sums, to, ORDER);
        a1.intoMemorySegment(sums, to + SUM_BYTES, ORDER);
        a2.intoMemorySegment(sums, to + 2 * SUM_BYTES, ORDER);
        a3.intoMemorySegment(sums, to + 3 * SUM_BYTES, ORDER);
        b0.intoMemorySegment(sums, to + 4 * SUM_BYTES, ORDER);
        b1.intoMemorySegment(sums, to + 5 * SUM_BYTES, ORDER);
        b2.intoMemorySegment(sums, to + 6 * SUM_BYTES, ORDER);
        b3.intoMemorySegment(sums, to + 7 * SUM_BYTES, ORDER);
    }
}
