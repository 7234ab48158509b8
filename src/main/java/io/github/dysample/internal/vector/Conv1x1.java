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
    private static final int TILE_POSITIONS = COUNT * (MANY_REGISTERS ? Tile8x3.VECTORS : Tile4x2.VECTORS);

    private Conv1x1() {}

    static void run(Tensor x, float[] weight, float[] bias, Tensor out) {
        if (out.data().length == 0) {
            return; // the sizes of an empty tensor may be any, and sums of them wrap
        }
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
        int tiled = positions / TILE_POSITIONS * TILE_POSITIONS;
        for (int p = 0; p < tiled; p += TILE_POSITIONS) {
            tiles(x, xFrom + p, xStride, weights, out, outFrom + p, outStride);
        }
        for (int vector = 0; vector < Math.ceilDiv(positions - tiled, COUNT); vector++) {
            // The last vector overlaps the one before it rather than run over: the same sums are written twice.
            int p = Math.min(tiled + vector * COUNT, positions - COUNT);
            vectors(x, xFrom + p, xStride, weights, out, outFrom + p, outStride);
        }
    }

    /** All outputs of as many positions as a tile has. */
    private static void tiles(
            float[] x, int from, int xStride, PackedWeights weights, float[] out, int to, int outStride) {
        int inputs = weights.inputs;
        int o = 0;
        for (; o + TILE_OUTPUTS <= weights.outputs; o += TILE_OUTPUTS) {
            if (MANY_REGISTERS) {
                Tile8x3.run(x, from, xStride, inputs, weights.weights, o * inputs, weights.bias, o,
                        out, to + o * outStride, outStride);
            } else {
                Tile4x2.run(x, from, xStride, inputs, weights.weights, o * inputs, weights.bias, o,
                        out, to + o * outStride, outStride);
            }
        }
        for (; o < weights.outputs; o++) {
            for (int vector = 0; vector < TILE_POSITIONS; vector += COUNT) {
                single(x, from + vector, xStride, weights, o, out, to + o * outStride + vector);
            }
        }
    }

    /** All outputs of one vector of positions. */
    private static void vectors(
            float[] x, int from, int xStride, PackedWeights weights, float[] out, int to, int outStride) {
        int inputs = weights.inputs;
        int o = 0;
        for (; o + TILE_OUTPUTS <= weights.outputs; o += TILE_OUTPUTS) {
            if (MANY_REGISTERS) {
                Tile8x1.run(x, from, xStride, inputs, weights.weights, o * inputs, weights.bias, o,
                        out, to + o * outStride, outStride);
            } else {
                Tile4x1.run(x, from, xStride, inputs, weights.weights, o * inputs, weights.bias, o,
                        out, to + o * outStride, outStride);
            }
        }
        for (; o < weights.outputs; o++) {
            single(x, from, xStride, weights, o, out, to + o * outStride);
        }
    }

    /** One output that no tile holds, of one vector of positions. */
    private static void single(
            float[] x, int from, int xStride, PackedWeights weights, int o, float[] out, int to) {
        FloatVector sum = start(weights.bias, o);
        int row = o * weights.inputs;
        for (int k = 0; k < weights.inputs; k++) {
            FloatVector v = FloatVector.fromArray(FLOATS, x, from + k * xStride);
            sum = FloatVector.broadcast(FLOATS, weights.weights[row + k]).fma(v, sum);
        }
        sum.intoArray(out, to);
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
