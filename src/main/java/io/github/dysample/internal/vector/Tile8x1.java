package io.github.dysample.internal.vector;

import static io.github.dysample.internal.vector.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;

/** {@link Tile8x3} for one vector of positions: the rest of a run, and maps of few pixels. */
final class Tile8x1 {
    private Tile8x1() {}

    /** See {@link Tile8x3#run}. */
    static void run(
            float[] x, int xFrom, int xStride, int inputs, float[] weights, int from, float[] bias, int firstOutput,
            float[] out, int outFrom, int outStride, boolean adds) {
        FloatVector a = Lanes.start(bias, firstOutput);
        FloatVector b = Lanes.start(bias, firstOutput + 1);
        FloatVector c = Lanes.start(bias, firstOutput + 2);
        FloatVector d = Lanes.start(bias, firstOutput + 3);
        FloatVector e = Lanes.start(bias, firstOutput + 4);
        FloatVector f = Lanes.start(bias, firstOutput + 5);
        FloatVector g = Lanes.start(bias, firstOutput + 6);
        FloatVector h = Lanes.start(bias, firstOutput + 7);
        for (int k = 0; k < inputs; k++) {
            FloatVector v = FloatVector.fromArray(FLOATS, x, xFrom + k * xStride);
            int w = from + 8 * k;
            a = FloatVector.broadcast(FLOATS, weights[w]).fma(v, a);
            b = FloatVector.broadcast(FLOATS, weights[w + 1]).fma(v, b);
            c = FloatVector.broadcast(FLOATS, weights[w + 2]).fma(v, c);
            d = FloatVector.broadcast(FLOATS, weights[w + 3]).fma(v, d);
            e = FloatVector.broadcast(FLOATS, weights[w + 4]).fma(v, e);
            f = FloatVector.broadcast(FLOATS, weights[w + 5]).fma(v, f);
            g = FloatVector.broadcast(FLOATS, weights[w + 6]).fma(v, g);
            h = FloatVector.broadcast(FLOATS, weights[w + 7]).fma(v, h);
        }
        if (adds) {
            a = a.add(FloatVector.fromArray(FLOATS, out, outFrom));
            b = b.add(FloatVector.fromArray(FLOATS, out, outFrom + outStride));
            c = c.add(FloatVector.fromArray(FLOATS, out, outFrom + 2 * outStride));
            d = d.add(FloatVector.fromArray(FLOATS, out, outFrom + 3 * outStride));
            e = e.add(FloatVector.fromArray(FLOATS, out, outFrom + 4 * outStride));
            f = f.add(FloatVector.fromArray(FLOATS, out, outFrom + 5 * outStride));
            g = g.add(FloatVector.fromArray(FLOATS, out, outFrom + 6 * outStride));
            h = h.add(FloatVector.fromArray(FLOATS, out, outFrom + 7 * outStride));
        }
        a.intoArray(out, outFrom);
        b.intoArray(out, outFrom + outStride);
        c.intoArray(out, outFrom + 2 * outStride);
        d.intoArray(out, outFrom + 3 * outStride);
        e.intoArray(out, outFrom + 4 * outStride);
        f.intoArray(out, outFrom + 5 * outStride);
        g.intoArray(out, outFrom + 6 * outStride);
        h.intoArray(out, outFrom + 7 * outStride);
    }
}
