package io.github.dysample.internal.vector;

import static io.github.dysample.internal.vector.Lanes.FLOATS;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * {@link WeightTile} where a vector holds all partial sums of a block: they are added up in registers, in the order of
 * {@link BlockSums#tree}. One method, as vectors must not cross calls.
 */
final class WholeWeightTile {
    private static final int PARTIAL = BlockSums.PARTIAL;
    private static final int ROW_BYTES = BlockSums.BLOCK * Float.BYTES;
    private static final ByteOrder ORDER = BlockSums.ORDER;

    private WholeWeightTile() {}

    /**
     * @param grad holds a block of output o from row {@code gradRow + o} on
     * @param x holds one of input c from {@code xFrom + c * xStride} on
     * @param columns inputs there are; the sums of those after have no meaning
     * @param count a multiple of {@link BlockSums#PARTIAL}
     * @param sums takes that of output o and input c at {@code 4 * o + c}
     */
    static void run(
            MemorySegment grad, int gradRow, float[] x, int xFrom, int xStride, int columns, int count, float[] sums) {
        long gradFrom = (long) gradRow * ROW_BYTES;
        int x1 = xFrom + Math.min(1, columns - 1) * xStride;
        int x2 = xFrom + Math.min(2, columns - 1) * xStride;
        int x3 = xFrom + Math.min(3, columns - 1) * xStride;
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
        for (int p = 0; p < count; p += PARTIAL) {
            long from = gradFrom + (long) p * Float.BYTES;
            FloatVector v0 = FloatVector.fromArray(FLOATS, x, xFrom + p);
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
        IntVector low = IntVector.fromArray(Lanes.INTS, BlockSums.FIRST, 3 * Lanes.COUNT);
        IntVector high = low.add(8);
        FloatVector a01 = low.selectFrom(a0.reinterpretAsInts(), a1.reinterpretAsInts()).reinterpretAsFloats()
                .add(high.selectFrom(a0.reinterpretAsInts(), a1.reinterpretAsInts()).reinterpretAsFloats());
        FloatVector a23 = low.selectFrom(a2.reinterpretAsInts(), a3.reinterpretAsInts()).reinterpretAsFloats()
                .add(high.selectFrom(a2.reinterpretAsInts(), a3.reinterpretAsInts()).reinterpretAsFloats());
        FloatVector b01 = low.selectFrom(b0.reinterpretAsInts(), b1.reinterpretAsInts()).reinterpretAsFloats()
                .add(high.selectFrom(b0.reinterpretAsInts(), b1.reinterpretAsInts()).reinterpretAsFloats());
        FloatVector b23 = low.selectFrom(b2.reinterpretAsInts(), b3.reinterpretAsInts()).reinterpretAsFloats()
                .add(high.selectFrom(b2.reinterpretAsInts(), b3.reinterpretAsInts()).reinterpretAsFloats());
        FloatVector c01 = low.selectFrom(c0.reinterpretAsInts(), c1.reinterpretAsInts()).reinterpretAsFloats()
                .add(high.selectFrom(c0.reinterpretAsInts(), c1.reinterpretAsInts()).reinterpretAsFloats());
        FloatVector c23 = low.selectFrom(c2.reinterpretAsInts(), c3.reinterpretAsInts()).reinterpretAsFloats()
                .add(high.selectFrom(c2.reinterpretAsInts(), c3.reinterpretAsInts()).reinterpretAsFloats());
        FloatVector d01 = low.selectFrom(d0.reinterpretAsInts(), d1.reinterpretAsInts()).reinterpretAsFloats()
                .add(high.selectFrom(d0.reinterpretAsInts(), d1.reinterpretAsInts()).reinterpretAsFloats());
        FloatVector d23 = low.selectFrom(d2.reinterpretAsInts(), d3.reinterpretAsInts()).reinterpretAsFloats()
                .add(high.selectFrom(d2.reinterpretAsInts(), d3.reinterpretAsInts()).reinterpretAsFloats());
        low = IntVector.fromArray(Lanes.INTS, BlockSums.FIRST, 2 * Lanes.COUNT);
        high = low.add(4);
        FloatVector aAll = low.selectFrom(a01.reinterpretAsInts(), a23.reinterpretAsInts()).reinterpretAsFloats()
                .add(high.selectFrom(a01.reinterpretAsInts(), a23.reinterpretAsInts()).reinterpretAsFloats());
        FloatVector bAll = low.selectFrom(b01.reinterpretAsInts(), b23.reinterpretAsInts()).reinterpretAsFloats()
                .add(high.selectFrom(b01.reinterpretAsInts(), b23.reinterpretAsInts()).reinterpretAsFloats());
        FloatVector cAll = low.selectFrom(c01.reinterpretAsInts(), c23.reinterpretAsInts()).reinterpretAsFloats()
                .add(high.selectFrom(c01.reinterpretAsInts(), c23.reinterpretAsInts()).reinterpretAsFloats());
        FloatVector dAll = low.selectFrom(d01.reinterpretAsInts(), d23.reinterpretAsInts()).reinterpretAsFloats()
                .add(high.selectFrom(d01.reinterpretAsInts(), d23.reinterpretAsInts()).reinterpretAsFloats());
        low = IntVector.fromArray(Lanes.INTS, BlockSums.FIRST, Lanes.COUNT);
        high = low.add(2);
        FloatVector ab = low.selectFrom(aAll.reinterpretAsInts(), bAll.reinterpretAsInts()).reinterpretAsFloats()
                .add(high.selectFrom(aAll.reinterpretAsInts(), bAll.reinterpretAsInts()).reinterpretAsFloats());
        FloatVector cd = low.selectFrom(cAll.reinterpretAsInts(), dAll.reinterpretAsInts()).reinterpretAsFloats()
                .add(high.selectFrom(cAll.reinterpretAsInts(), dAll.reinterpretAsInts()).reinterpretAsFloats());
        low = IntVector.fromArray(Lanes.INTS, BlockSums.FIRST, 0);
        high = low.add(1);
        FloatVector all = low.selectFrom(ab.reinterpretAsInts(), cd.reinterpretAsInts()).reinterpretAsFloats()
                .add(high.selectFrom(ab.reinterpretAsInts(), cd.reinterpretAsInts()).reinterpretAsFloats());
        all.intoArray(sums, 0);
    }
}
