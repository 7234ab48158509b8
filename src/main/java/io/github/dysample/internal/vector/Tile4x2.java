package io.github.dysample.internal.vector;

import static io.github.dysample.internal.vector.Lanes.COUNT;
import static io.github.dysample.internal.vector.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;

/**
 * The inner loop of the convolution for CPUs with 16 vector registers: 4 outputs × 2 vectors of positions. 8 sums hide
 * the latency of fma; more would not fit beside what feeds them.
 */
final class Tile4x2 {
    private Tile4x2() {}

    /** See {@link Tile8x3#run}; the weights of input k are at {@code from + 4 * k}. */
    static void run(
            float[] x, int xFrom, int xStride, int inputs, float[] weights, int from, float[] bias, int firstOutput,
            float[] out, int outFrom, int outStride, boolean adds) {
        FloatVector a0 = Lanes.start(bias, firstOutput);
        FloatVector a1 = a0;
        FloatVector b0 = Lanes.start(bias, firstOutput + 1);
        FloatVector b1 = b0;
        FloatVector c0 = Lanes.start(bias, firstOutput + 2);
        FloatVector c1 = c0;
        FloatVector d0 = Lanes.start(bias, firstOutput + 3);
        FloatVector d1 = d0;
        for (int k = 0; k < inputs; k++) {
            int p = xFrom + k * xStride;
            FloatVector v0 = FloatVector.fromArray(FLOATS, x, p);
            FloatVector v1 = FloatVector.fromArray(FLOATS, x, p + COUNT);
            int w = from + 4 * k;
            FloatVector a = FloatVector.broadcast(FLOATS, weights[w]);
            a0 = a.fma(v0, a0);
            a1 = a.fma(v1, a1);
            FloatVector b = FloatVector.broadcast(FLOATS, weights[w + 1]);
            b0 = b.fma(v0, b0);
            b1 = b.fma(v1, b1);
            FloatVector c = FloatVector.broadcast(FLOATS, weights[w + 2]);
            c0 = c.fma(v0, c0);
            c1 = c.fma(v1, c1);
            FloatVector d = FloatVector.broadcast(FLOATS, weights[w + 3]);
            d0 = d.fma(v0, d0);
            d1 = d.fma(v1, d1);
        }
        int out1 = outFrom + COUNT;
        if (adds) {
            a0 = a0.add(FloatVector.fromArray(FLOATS, out, outFrom));
            a1 = a1.add(FloatVector.fromArray(FLOATS, out, out1));
            b0 = b0.add(FloatVector.fromArray(FLOATS, out, outFrom + outStride));
            b1 = b1.add(FloatVector.fromArray(FLOATS, out, out1 + outStride));
            c0 = c0.add(FloatVector.fromArray(FLOATS, out, outFrom + 2 * outStride));
            c1 = c1.add(FloatVector.fromArray(FLOATS, out, out1 + 2 * outStride));
            d0 = d0.add(FloatVector.fromArray(FLOATS, out, outFrom + 3 * outStride));
            d1 = d1.add(FloatVector.fromArray(FLOATS, out, out1 + 3 * outStride));
        }
        a0.intoArray(out, outFrom);
        a1.intoArray(out, out1);
        b0.intoArray(out, outFrom + outStride);
        b1.intoArray(out, out1 + outStride);
        c0.intoArray(out, outFrom + 2 * outStride);
        c1.intoArray(out, out1 + 2 * outStride);
        d0.intoArray(out, outFrom + 3 * outStride);
        d1.intoArray(out, out1 + 3 * outStride);
    }
}
