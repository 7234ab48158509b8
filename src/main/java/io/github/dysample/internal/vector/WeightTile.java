package io.github.dysample.internal.vector;

import static io.github.dysample.internal.vector.Lanes.COUNT;
import static io.github.dysample.internal.vector.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;

/**
 * The inner loop of the weight's gradient: the partial sums of 4 outputs × 4 inputs over a block. One vector of partial
 * sums of each is taken at a time, so there are 16 sums beside the 5 registers that feed them; with 16 registers in
 * all, two outputs at a time.
 */
final class WeightTile {
    /** Outputs, and inputs, to a tile. */
    static final int SIDE = 4;

    private static final int BLOCK = BlockSums.BLOCK;
    private static final int PARTIAL = BlockSums.PARTIAL;

    private WeightTile() {}

    /**
     * @param grad holds a block of output o from {@code gradFrom + o * BLOCK} on
     * @param x holds one of input c from {@code xFrom + c * BLOCK} on
     * @param count a multiple of {@link BlockSums#PARTIAL}
     * @param sums takes the partial sums of output o and input c from {@code 16 * (4 * o + c)} on
     */
    static void run(float[] grad, int gradFrom, float[] x, int xFrom, int count, float[] sums) {
        for (int lanes = 0; lanes < PARTIAL; lanes += COUNT) {
            if (PackedWeights.MANY_REGISTERS) {
                four(grad, gradFrom, x, xFrom, lanes, count, sums);
            } else {
                two(grad, gradFrom, x, xFrom, lanes, count, sums, lanes);
                two(grad, gradFrom + 2 * BLOCK, x, xFrom, lanes, count, sums, lanes + 2 * SIDE * PARTIAL);
            }
        }
    }

    private static void four(float[] grad, int gradFrom, float[] x, int xFrom, int lanes, int count, float[] sums) {
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
            FloatVector v0 = FloatVector.fromArray(FLOATS, x, xFrom + p);
            FloatVector v1 = FloatVector.fromArray(FLOATS, x, xFrom + BLOCK + p);
            FloatVector v2 = FloatVector.fromArray(FLOATS, x, xFrom + 2 * BLOCK + p);
            FloatVector v3 = FloatVector.fromArray(FLOATS, x, xFrom + 3 * BLOCK + p);
            FloatVector a = FloatVector.fromArray(FLOATS, grad, gradFrom + p);
            a0 = a.fma(v0, a0);
            a1 = a.fma(v1, a1);
            a2 = a.fma(v2, a2);
            a3 = a.fma(v3, a3);
            FloatVector b = FloatVector.fromArray(FLOATS, grad, gradFrom + BLOCK + p);
            b0 = b.fma(v0, b0);
            b1 = b.fma(v1, b1);
            b2 = b.fma(v2, b2);
            b3 = b.fma(v3, b3);
            FloatVector c = FloatVector.fromArray(FLOATS, grad, gradFrom + 2 * BLOCK + p);
            c0 = c.fma(v0, c0);
            c1 = c.fma(v1, c1);
            c2 = c.fma(v2, c2);
            c3 = c.fma(v3, c3);
            FloatVector d = FloatVector.fromArray(FLOATS, grad, gradFrom + 3 * BLOCK + p);
            d0 = d.fma(v0, d0);
            d1 = d.fma(v1, d1);
            d2 = d.fma(v2, d2);
            d3 = d.fma(v3, d3);
        }
        a0.intoArray(sums, lanes);
        a1.intoArray(sums, lanes + PARTIAL);
        a2.intoArray(sums, lanes + 2 * PARTIAL);
        a3.intoArray(sums, lanes + 3 * PARTIAL);
        b0.intoArray(sums, lanes + 4 * PARTIAL);
        b1.intoArray(sums, lanes + 5 * PARTIAL);
        b2.intoArray(sums, lanes + 6 * PARTIAL);
        b3.intoArray(sums, lanes + 7 * PARTIAL);
        c0.intoArray(sums, lanes + 8 * PARTIAL);
        c1.intoArray(sums, lanes + 9 * PARTIAL);
        c2.intoArray(sums, lanes + 10 * PARTIAL);
        c3.intoArray(sums, lanes + 11 * PARTIAL);
        d0.intoArray(sums, lanes + 12 * PARTIAL);
        d1.intoArray(sums, lanes + 13 * PARTIAL);
        d2.intoArray(sums, lanes + 14 * PARTIAL);
        d3.intoArray(sums, lanes + 15 * PARTIAL);
    }

    private static void two(
            float[] grad, int gradFrom, float[] x, int xFrom, int lanes, int count, float[] sums, int to) {
        FloatVector a0 = FloatVector.zero(FLOATS);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        FloatVector b0 = a0;
        FloatVector b1 = a0;
        FloatVector b2 = a0;
        FloatVector b3 = a0;
        for (int p = lanes; p < count; p += PARTIAL) {
            FloatVector v0 = FloatVector.fromArray(FLOATS, x, xFrom + p);
            FloatVector v1 = FloatVector.fromArray(FLOATS, x, xFrom + BLOCK + p);
            FloatVector v2 = FloatVector.fromArray(FLOATS, x, xFrom + 2 * BLOCK + p);
            FloatVector v3 = FloatVector.fromArray(FLOATS, x, xFrom + 3 * BLOCK + p);
            FloatVector a = FloatVector.fromArray(FLOATS, grad, gradFrom + p);
            a0 = a.fma(v0, a0);
            a1 = a.fma(v1, a1);
            a2 = a.fma(v2, a2);
            a3 = a.fma(v3, a3);
            FloatVector b = FloatVector.fromArray(FLOATS, grad, gradFrom + BLOCK + p);
            b0 = b.fma(v0, b0);
            b1 = b.fma(v1, b1);
            b2 = b.fma(v2, b2);
            b3 = b.fma(v3, b3);
        }
        a0.intoArray(sums, to);
        a1.intoArray(sums, to + PARTIAL);
        a2.intoArray(sums, to + 2 * PARTIAL);
        a3.intoArray(sums, to + 3 * PARTIAL);
        b0.intoArray(sums, to + 4 * PARTIAL);
        b1.intoArray(sums, to + 5 * PARTIAL);
        b2.intoArray(sums, to + 6 * PARTIAL);
        b3.intoArray(sums, to + 7 * PARTIAL);
    }
}
