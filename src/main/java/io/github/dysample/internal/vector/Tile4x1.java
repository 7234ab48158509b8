package io.github.dysample.internal.vector;

import static io.github.dysample.internal.vector.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;

/** {@link Tile4x2} for one vector of positions: the rest of a run, and maps of few pixels. */
final class Tile4x1 {
    private Tile4x1() {}

    /** See {@link Tile4x2#run}. */
    static void run(
            float[] x, int xFrom, int xStride, int inputs, float[] weights, int from, float[] bias, int firstOutput,
            float[] out, int outFrom, int outStride, boolean adds) {
        FloatVector a = Lanes.start(bias, firstOutput);
        FloatVector b = Lanes.start(bias, firstOutput + 1);
        FloatVector c = Lanes.start(bias, firstOutput + 2);
        FloatVector d = Lanes.start(bias, firstOutput + 3);
        for (int k = 0; k < inputs; k++) {
            FloatVector v = FloatVector.fromArray(FLOATS, x, xFrom + k * xStride);
            int w = from + 4 * k;
            a = FloatVector.broadcast(FLOATS, weights[w]).fma(v, a);
            b = FloatVector.broadcast(FLOATS, weights[w + 1]).fma(v, b);
            c = FloatVector.broadcast(FLOATS, weights[w + 2]).fma(v, c);
            d = FloatVector.broadcast(FLOATS, weights[w + 3]).fma(v, d);
        }
        if (adds) {
            a = a.add(FloatVector.fromArray(FLOATS, out, outFrom));
            b = b.add(FloatVector.fromArray(FLOATS, out, outFrom + outStride));
            c = c.add(FloatVector.fromArray(FLOATS, out, outFrom + 2 * outStride));
            d = d.add(FloatVector.fromArray(FLOATS, out, outFrom + 3 * outStride));
        }
        a.intoArray(out, outFrom);
        b.intoArray(out, outFrom + outStride);
        c.intoArray(out, outFrom + 2 * outStride);
        d.intoArray(out, outFrom + 3 * outStride);
    }
}
