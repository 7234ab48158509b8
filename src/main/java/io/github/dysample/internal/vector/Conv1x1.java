package io.github.dysample.internal.vector;

import static io.github.dysample.internal.vector.Lanes.COUNT;
import static io.github.dysample.internal.vector.Lanes.FLOATS;

import io.github.dysample.Tensor;
import jdk.incubator.vector.FloatVector;

/**
 * 1×1 convolution over contiguous positions. Lanes are positions, so each sum runs over the channels in order as the
 * scalar one does; a tile of 4 outputs × 2 vectors gives the 8 independent sums that hide the latency of fma.
 */
final class Conv1x1 {
    private static final int TILE_OUTPUTS = 4;
    private static final int TILE_POSITIONS = 2 * COUNT;

    private Conv1x1() {}

    static void run(Tensor x, float[] weight, float[] bias, Tensor out) {
        int positions = x.h() * x.w();
        for (int n = 0; n < x.n(); n++) {
            run(x.data(), n * x.c() * positions, positions, x.c(), weight, bias, out.c(),
                    out.data(), n * out.c() * positions, positions, positions);
        }
    }

    /**
     * Convolves a run of positions.
     *
     * @param x holds input channel k at {@code xFrom + k * xStride}
     * @param weight shape (outputs, inputs)
     * @param bias shape (outputs), or null for none
     * @param out takes output channel o at {@code outFrom + o * outStride}
     */
    static void run(
            float[] x, int xFrom, int xStride, int inputs, float[] weight, float[] bias, int outputs,
            float[] out, int outFrom, int outStride, int positions) {
        if (positions < COUNT) {
            narrow(x, xFrom, xStride, inputs, weight, bias, outputs, out, outFrom, outStride, positions);
            return;
        }
        for (int p = 0; p < positions; p += TILE_POSITIONS) {
            // The last vectors overlap those before them rather than run over: the same sums are written twice.
            int p0 = Math.min(p, positions - COUNT);
            int p1 = Math.min(p + COUNT, positions - COUNT);
            int o = 0;
            for (; o + TILE_OUTPUTS <= outputs; o += TILE_OUTPUTS) {
                tile(x, xFrom + p0, xFrom + p1, xStride, inputs, weight, bias, o,
                        out, outFrom + o * outStride + p0, outFrom + o * outStride + p1, outStride);
            }
            for (; o < outputs; o++) {
                single(x, xFrom + p0, xFrom + p1, xStride, inputs, weight, bias, o,
                        out, outFrom + o * outStride + p0, outFrom + o * outStride + p1);
            }
        }
    }

    private static void tile(
            float[] x, int x0, int x1, int xStride, int inputs, float[] weight, float[] bias, int o,
            float[] out, int out0, int out1, int outStride) {
        int wA = o * inputs;
        int wB = wA + inputs;
        int wC = wB + inputs;
        int wD = wC + inputs;
        FloatVector a0 = start(bias, o);
        FloatVector b0 = start(bias, o + 1);
        FloatVector c0 = start(bias, o + 2);
        FloatVector d0 = start(bias, o + 3);
        FloatVector a1 = a0;
        FloatVector b1 = b0;
        FloatVector c1 = c0;
        FloatVector d1 = d0;
        for (int k = 0; k < inputs; k++) {
            FloatVector v0 = FloatVector.fromArray(FLOATS, x, x0 + k * xStride);
            FloatVector v1 = FloatVector.fromArray(FLOATS, x, x1 + k * xStride);
            FloatVector a = FloatVector.broadcast(FLOATS, weight[wA + k]);
            FloatVector b = FloatVector.broadcast(FLOATS, weight[wB + k]);
            FloatVector c = FloatVector.broadcast(FLOATS, weight[wC + k]);
            FloatVector d = FloatVector.broadcast(FLOATS, weight[wD + k]);
            a0 = a.fma(v0, a0);
            b0 = b.fma(v0, b0);
            c0 = c.fma(v0, c0);
            d0 = d.fma(v0, d0);
            a1 = a.fma(v1, a1);
            b1 = b.fma(v1, b1);
            c1 = c.fma(v1, c1);
            d1 = d.fma(v1, d1);
        }
        a0.intoArray(out, out0);
        b0.intoArray(out, out0 + outStride);
        c0.intoArray(out, out0 + 2 * outStride);
        d0.intoArray(out, out0 + 3 * outStride);
        a1.intoArray(out, out1);
        b1.intoArray(out, out1 + outStride);
        c1.intoArray(out, out1 + 2 * outStride);
        d1.intoArray(out, out1 + 3 * outStride);
    }

    private static void single(
            float[] x, int x0, int x1, int xStride, int inputs, float[] weight, float[] bias, int o,
            float[] out, int out0, int out1) {
        FloatVector sum0 = start(bias, o);
        FloatVector sum1 = sum0;
        for (int k = 0; k < inputs; k++) {
            FloatVector w = FloatVector.broadcast(FLOATS, weight[o * inputs + k]);
            sum0 = w.fma(FloatVector.fromArray(FLOATS, x, x0 + k * xStride), sum0);
            sum1 = w.fma(FloatVector.fromArray(FLOATS, x, x1 + k * xStride), sum1);
        }
        sum0.intoArray(out, out0);
        sum1.intoArray(out, out1);
    }

    private static FloatVector start(float[] bias, int o) {
        return bias == null ? FloatVector.zero(FLOATS) : FloatVector.broadcast(FLOATS, bias[o]);
    }

    /** Fewer positions than lanes. */
    private static void narrow(
            float[] x, int xFrom, int xStride, int inputs, float[] weight, float[] bias, int outputs,
            float[] out, int outFrom, int outStride, int positions) {
        for (int o = 0; o < outputs; o++) {
            for (int p = 0; p < positions; p++) {
                out[outFrom + o * outStride + p] = io.github.dysample.internal.scalar.Conv1x1.dot(
                        weight, o * inputs, inputs, x, xFrom + p, xStride, bias == null ? 0f : bias[o]);
            }
        }
    }
}
