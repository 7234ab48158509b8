package io.github.dysample.internal.vector;

import static io.github.dysample.internal.vector.Lanes.COUNT;
import static io.github.dysample.internal.vector.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;

/**
 * The inner loop of the convolution for CPUs with 32 vector registers: 8 outputs × 3 vectors of positions, 24 sums
 * beside the 4 registers that feed them. Every load serves 8 or 3 multiplications, so the multipliers set the pace.
 */
final class Tile8x3 {
    private Tile8x3() {}

    /**
     * @param x holds the positions of input k from {@code xFrom + k * xStride} on
     * @param weights holds those of input k at {@code from + 8 * k}
     * @param bias holds one per output from {@code firstOutput} on, or is null
     * @param out takes the positions of output o from {@code outFrom + o * outStride} on
     * @param adds whether the results are added to what is there
     */
    static void run(
            float[] x, int xFrom, int xStride, int inputs, float[] weights, int from, float[] bias, int firstOutput,
            float[] out, int outFrom, int outStride, boolean adds) {
        FloatVector a0 = Lanes.start(bias, firstOutput);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector b0 = Lanes.start(bias, firstOutput + 1);
        FloatVector b1 = b0;
        FloatVector b2 = b0;
        FloatVector c0 = Lanes.start(bias, firstOutput + 2);
        FloatVector c1 = c0;
        FloatVector c2 = c0;
        FloatVector d0 = Lanes.start(bias, firstOutput + 3);
        FloatVector d1 = d0;
        FloatVector d2 = d0;
        FloatVector e0 = Lanes.start(bias, firstOutput + 4);
        FloatVector e1 = e0;
        FloatVector e2 = e0;
        FloatVector f0 = Lanes.start(bias, firstOutput + 5);
        FloatVector f1 = f0;
        FloatVector f2 = f0;
        FloatVector g0 = Lanes.start(bias, firstOutput + 6);
        FloatVector g1 = g0;
        FloatVector g2 = g0;
        FloatVector h0 = Lanes.start(bias, firstOutput + 7);
        FloatVector h1 = h0;
        FloatVector h2 = h0;
        for (int k = 0; k < inputs; k++) {
            int p = xFrom + k * xStride;
            FloatVector v0 = FloatVector.fromArray(FLOATS, x, p);
            FloatVector v1 = FloatVector.fromArray(FLOATS, x, p + COUNT);
            FloatVector v2 = FloatVector.fromArray(FLOATS, x, p + 2 * COUNT);
            int w = from + 8 * k;
            FloatVector a = FloatVector.broadcast(FLOATS, weights[w]);
            a0 = a.fma(v0, a0);
            a1 = a.fma(v1, a1);
            a2 = a.fma(v2, a2);
            FloatVector b = FloatVector.broadcast(FLOATS, weights[w + 1]);
            b0 = b.fma(v0, b0);
            b1 = b.fma(v1, b1);
            b2 = b.fma(v2, b2);
            FloatVector c = FloatVector.broadcast(FLOATS, weights[w + 2]);
            c0 = c.fma(v0, c0);
            c1 = c.fma(v1, c1);
            c2 = c.fma(v2, c2);
            FloatVector d = FloatVector.broadcast(FLOATS, weights[w + 3]);
            d0 = d.fma(v0, d0);
            d1 = d.fma(v1, d1);
            d2 = d.fma(v2, d2);
            FloatVector e = FloatVector.broadcast(FLOATS, weights[w + 4]);
            e0 = e.fma(v0, e0);
            e1 = e.fma(v1, e1);
            e2 = e.fma(v2, e2);
            FloatVector f = FloatVector.broadcast(FLOATS, weights[w + 5]);
            f0 = f.fma(v0, f0);
            f1 = f.fma(v1, f1);
            f2 = f.fma(v2, f2);
            FloatVector g = FloatVector.broadcast(FLOATS, weights[w + 6]);
            g0 = g.fma(v0, g0);
            g1 = g.fma(v1, g1);
            g2 = g.fma(v2, g2);
            FloatVector h = FloatVector.broadcast(FLOATS, weights[w + 7]);
            h0 = h.fma(v0, h0);
            h1 = h.fma(v1, h1);
            h2 = h.fma(v2, h2);
        }
        int out1 = outFrom + COUNT;
        int out2 = outFrom + 2 * COUNT;
        if (adds) {
            a0 = a0.add(FloatVector.fromArray(FLOATS, out, outFrom));
            a1 = a1.add(FloatVector.fromArray(FLOATS, out, out1));
            a2 = a2.add(FloatVector.fromArray(FLOATS, out, out2));
            b0 = b0.add(FloatVector.fromArray(FLOATS, out, outFrom + outStride));
            b1 = b1.add(FloatVector.fromArray(FLOATS, out, out1 + outStride));
            b2 = b2.add(FloatVector.fromArray(FLOATS, out, out2 + outStride));
            c0 = c0.add(FloatVector.fromArray(FLOATS, out, outFrom + 2 * outStride));
            c1 = c1.add(FloatVector.fromArray(FLOATS, out, out1 + 2 * outStride));
            c2 = c2.add(FloatVector.fromArray(FLOATS, out, out2 + 2 * outStride));
            d0 = d0.add(FloatVector.fromArray(FLOATS, out, outFrom + 3 * outStride));
            d1 = d1.add(FloatVector.fromArray(FLOATS, out, out1 + 3 * outStride));
            d2 = d2.add(FloatVector.fromArray(FLOATS, out, out2 + 3 * outStride));
            e0 = e0.add(FloatVector.fromArray(FLOATS, out, outFrom + 4 * outStride));
            e1 = e1.add(FloatVector.fromArray(FLOATS, out, out1 + 4 * outStride));
            e2 = e2.add(FloatVector.fromArray(FLOATS, out, out2 + 4 * outStride));
            f0 = f0.add(FloatVector.fromArray(FLOATS, out, outFrom + 5 * outStride));
            f1 = f1.add(FloatVector.fromArray(FLOATS, out, out1 + 5 * outStride));
            f2 = f2.add(FloatVector.fromArray(FLOATS, out, out2 + 5 * outStride));
            g0 = g0.add(FloatVector.fromArray(FLOATS, out, outFrom + 6 * outStride));
            g1 = g1.add(FloatVector.fromArray(FLOATS, out, out1 + 6 * outStride));
            g2 = g2.add(FloatVector.fromArray(FLOATS, out, out2 + 6 * outStride));
            h0 = h0.add(FloatVector.fromArray(FLOATS, out, outFrom + 7 * outStride));
            h1 = h1.add(FloatVector.fromArray(FLOATS, out, out1 + 7 * outStride));
            h2 = h2.add(FloatVector.fromArray(FLOATS, out, out2 + 7 * outStride));
        }
        a0.intoArray(out, outFrom);
        a1.intoArray(out, out1);
        a2.intoArray(out, out2);
        b0.intoArray(out, outFrom + outStride);
        b1.intoArray(out, out1 + outStride);
        b2.intoArray(out, out2 + outStride);
        c0.intoArray(out, outFrom + 2 * outStride);
        c1.intoArray(out, out1 + 2 * outStride);
        c2.intoArray(out, out2 + 2 * outStride);
        d0.intoArray(out, outFrom + 3 * outStride);
        d1.intoArray(out, out1 + 3 * outStride);
        d2.intoArray(out, out2 + 3 * outStride);
        e0.intoArray(out, outFrom + 4 * outStride);
        e1.intoArray(out, out1 + 4 * outStride);
        e2.intoArray(out, out2 + 4 * outStride);
        f0.intoArray(out, outFrom + 5 * outStride);
        f1.intoArray(out, out1 + 5 * outStride);
        f2.intoArray(out, out2 + 5 * outStride);
        g0.intoArray(out, outFrom + 6 * outStride);
        g1.intoArray(out, out1 + 6 * outStride);
        g2.intoArray(out, out2 + 6 * outStride);
        h0.intoArray(out, outFrom + 7 * outStride);
        h1.intoArray(out, out1 + 7 * outStride);
        h2.intoArray(out, out2 + 7 * outStride);
    }
}
