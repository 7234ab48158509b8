package io.github.dysample.internal.vector;

import static io.github.dysample.internal.vector.Lanes.COUNT;
import static io.github.dysample.internal.vector.Lanes.FLOATS;

import io.github.dysample.Tensor;
import jdk.incubator.vector.FloatVector;

/**
 * 1×1 convolution over contiguous positions. Lanes are positions, so each sum runs over the channels in order as the
 * scalar one does.
 */
final class Conv1x1 {
    /** CPUs whose vectors have 256 bits may have 16 registers only; those with 512 bits, and NEON, have 32. */
    private static final boolean MANY_REGISTERS = COUNT != 8;

    static final int TILE_OUTPUTS = MANY_REGISTERS ? Tile8x3.OUTPUTS : Tile4x2.OUTPUTS;
    private static final int TILE_VECTORS = MANY_REGISTERS ? Tile8x3.VECTORS : Tile4x2.VECTORS;

    private Conv1x1() {}

    static void run(Tensor x, float[] weight, float[] bias, Tensor out) {
        PackedWeights packed = new PackedWeights(weight, bias, out.c(), x.c());
        int positions = x.h() * x.w();
        for (int n = 0; n < x.n(); n++) {
            run(x.data(), n * x.c() * positions, positions, packed,
                    out.data(), n * out.c() * positions, positions, positions);
        }
    }

    /**
     * Convolves a run of positions.
     *
     * @param x holds input channel k at {@code xFrom + k * xStride}
     * @param out takes output channel o at {@code outFrom + o * outStride}
     */
    static void run(
            float[] x, int xFrom, int xStride, PackedWeights weights, float[] out, int outFrom, int outStride,
            int positions) {
        if (positions < COUNT) {
            narrow(x, xFrom, xStride, weights, out, outFrom, outStride, positions);
            return;
        }
        for (int p = 0; p < positions; p += TILE_VECTORS * COUNT) {
            // The last vectors overlap those before them rather than run over: the same sums are written twice.
            int p0 = Math.min(p, positions - COUNT);
            int p1 = Math.min(p + COUNT, positions - COUNT);
            int p2 = Math.min(p + 2 * COUNT, positions - COUNT);
            int inputs = weights.inputs;
            int o = 0;
            for (; o + TILE_OUTPUTS <= weights.outputs; o += TILE_OUTPUTS) {
                int to = outFrom + o * outStride;
                if (MANY_REGISTERS) {
                    Tile8x3.run(x, xFrom + p0, xFrom + p1, xFrom + p2, xStride, inputs, weights.weights, o * inputs,
                            weights.bias, o, out, to + p0, to + p1, to + p2, outStride);
                } else {
                    Tile4x2.run(x, xFrom + p0, xFrom + p1, xStride, inputs, weights.weights, o * inputs,
                            weights.bias, o, out, to + p0, to + p1, outStride);
                }
            }
            for (; o < weights.outputs; o++) {
                int to = outFrom + o * outStride;
                single(x, xFrom + p0, xFrom + p1, xFrom + p2, xStride, weights, o, out, to + p0, to + p1, to + p2);
            }
        }
    }

    /** One output that no tile holds. */
    private static void single(
            float[] x, int x0, int x1, int x2, int xStride, PackedWeights weights, int o,
            float[] out, int out0, int out1, int out2) {
        FloatVector sum0 = start(weights.bias, o);
        FloatVector sum1 = sum0;
        FloatVector sum2 = sum0;
        int from = o * weights.inputs;
        for (int k = 0; k < weights.inputs; k++) {
            FloatVector w = FloatVector.broadcast(FLOATS, weights.weights[from + k]);
            sum0 = w.fma(FloatVector.fromArray(FLOATS, x, x0 + k * xStride), sum0);
            sum1 = w.fma(FloatVector.fromArray(FLOATS, x, x1 + k * xStride), sum1);
            sum2 = w.fma(FloatVector.fromArray(FLOATS, x, x2 + k * xStride), sum2);
        }
        sum0.intoArray(out, out0);
        sum1.intoArray(out, out1);
        sum2.intoArray(out, out2);
    }

    /** Where the sums of an output start. */
    static FloatVector start(float[] bias, int o) {
        return bias == null ? FloatVector.zero(FLOATS) : FloatVector.broadcast(FLOATS, bias[o]);
    }

    /** Fewer positions than lanes. */
    private static void narrow(
            float[] x, int xFrom, int xStride, PackedWeights weights, float[] out, int outFrom, int outStride,
            int positions) {
        for (int o = 0; o < weights.outputs; o++) {
            for (int p = 0; p < positions; p++) {
                out[outFrom + o * outStride + p] = weights.dot(o, x, xFrom + p, xStride);
            }
        }
    }
}
