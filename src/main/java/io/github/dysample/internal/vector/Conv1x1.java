package io.github.dysample.internal.vector;

import static io.github.dysample.internal.vector.Lanes.COUNT;
import static io.github.dysample.internal.vector.Lanes.FLOATS;
import static io.github.dysample.internal.vector.PackedWeights.MANY_REGISTERS;
import static io.github.dysample.internal.vector.PackedWeights.TILE_POSITIONS;

import io.github.dysample.Tensor;
import io.github.dysample.spi.PreparedConv1x1;
import io.github.dysample.spi.Workers;
import jdk.incubator.vector.FloatVector;

/**
 * 1×1 convolution over contiguous positions. Lanes are positions, so each sum runs over the channels in order as the
 * scalar one does.
 */
record Conv1x1(PackedWeights weights) implements PreparedConv1x1 {
    @Override
    public int outputs() {
        return weights.outputs;
    }

    @Override
    public int inputs() {
        return weights.inputs;
    }

    @Override
    public void forward(Tensor x, Tensor out, Workers workers) {
        int plane = x.h() * x.w();
        Shares.run(x, workers, (n, first, count) ->
                run(x.data(), n * x.c() * plane + first, plane, weights,
                        out.data(), n * out.c() * plane + first, plane, count));
    }

    /**
     * @param x holds input channel k at {@code xFrom + k * xStride}
     * @param out takes output channel o at {@code outFrom + o * outStride}
     */
    static void run(
            float[] x, int xFrom, int xStride, PackedWeights weights, float[] out, int outFrom, int outStride,
            int positions) {
        if (positions < COUNT) {
            narrow(x, xFrom, xStride, weights, out, outFrom, outStride, positions, false);
            return;
        }
        int p = 0;
        for (; p + TILE_POSITIONS <= positions; p += TILE_POSITIONS) {
            outputs(x, xFrom + p, xStride, weights, out, outFrom + p, outStride, TILE_POSITIONS);
        }
        for (; p < positions; p += COUNT) {
            // The last vector overlaps the one before it rather than run over: the same sums are written twice.
            int at = Math.min(p, positions - COUNT);
            outputs(x, xFrom + at, xStride, weights, out, outFrom + at, outStride, COUNT);
        }
    }

    /**
     * The same of one array, and of another if it is not null, added to what is there one after the other. A few
     * outputs at a time take all positions: a CPU fetches so few rows ahead by itself, and those of x stay near.
     *
     * @param last scratch for one vector of each output
     */
    static void add(
            float[] x, PackedWeights weights, float[] other, PackedWeights otherWeights, int xFrom, int xStride,
            float[] out, int outFrom, int outStride, int positions, float[] last) {
        if (positions < COUNT) {
            narrow(x, xFrom, xStride, weights, out, outFrom, outStride, positions, true);
            if (other != null) {
                narrow(other, xFrom, xStride, otherWeights, out, outFrom, outStride, positions, true);
            }
            return;
        }
        for (int o = 0; o < weights.outputs; o += tileOutputs(weights, o)) {
            int to = outFrom + o * outStride;
            int some;
            for (int p = 0; p + COUNT <= positions; p += some) {
                some = p + TILE_POSITIONS <= positions ? TILE_POSITIONS : COUNT;
                tile(x, xFrom + p, xStride, weights, o, out, to + p, outStride, some, true);
                if (other != null) {
                    tile(other, xFrom + p, xStride, otherWeights, o, out, to + p, outStride, some, true);
                }
            }
        }
        int left = positions % COUNT;
        if (left > 0) {
            int at = positions - COUNT;
            addLast(x, xFrom + at, xStride, weights, left, out, outFrom + at, outStride, last);
            if (other != null) {
                addLast(other, xFrom + at, xStride, otherWeights, left, out, outFrom + at, outStride, last);
            }
        }
    }

    /** The last vector, which overlaps the one before it. Their common positions are added already, so not again. */
    private static void addLast(
            float[] x, int from, int xStride, PackedWeights weights, int left, float[] out, int to, int outStride,
            float[] last) {
        outputs(x, from, xStride, weights, last, 0, COUNT, COUNT);
        Sum.addLast(last, weights.outputs, COUNT - left, out, to, outStride);
    }

    /** All outputs of as many positions as a tile has, or of one vector of them. */
    private static void outputs(
            float[] x, int from, int xStride, PackedWeights weights, float[] out, int to, int outStride,
            int positions) {
        for (int o = 0; o < weights.outputs; o += tileOutputs(weights, o)) {
            tile(x, from, xStride, weights, o, out, to + o * outStride, outStride, positions, false);
        }
    }

    /** {@return how many outputs are computed together from one on: a tile's, or one of the last few} */
    private static int tileOutputs(PackedWeights weights, int output) {
        return output + PackedWeights.TILE <= weights.outputs ? PackedWeights.TILE : 1;
    }

    /** Outputs from one on that are computed together. */
    private static void tile(
            float[] x, int from, int xStride, PackedWeights weights, int o, float[] out, int to, int outStride,
            int positions, boolean adds) {
        int inputs = weights.inputs;
        if (tileOutputs(weights, o) == 1) {
            for (int p = 0; p < positions; p += COUNT) {
                single(x, from + p, xStride, weights, o, out, to + p, adds);
            }
        } else if (positions == COUNT) {
            if (MANY_REGISTERS) {
                Tile8x1.run(x, from, xStride, inputs, weights.weights, o * inputs, weights.bias, o, out, to, outStride,
                        adds);
            } else {
                Tile4x1.run(x, from, xStride, inputs, weights.weights, o * inputs, weights.bias, o, out, to, outStride,
                        adds);
            }
        } else if (MANY_REGISTERS) {
            Tile8x3.run(x, from, xStride, inputs, weights.weights, o * inputs, weights.bias, o, out, to, outStride,
                    adds);
        } else {
            Tile4x2.run(x, from, xStride, inputs, weights.weights, o * inputs, weights.bias, o, out, to, outStride,
                    adds);
        }
    }

    /** One output that no tile holds, of one vector of positions. */
    private static void single(
            float[] x, int from, int xStride, PackedWeights weights, int o, float[] out, int to, boolean adds) {
        FloatVector sum = Lanes.start(weights.bias, o);
        int row = o * weights.inputs;
        for (int k = 0; k < weights.inputs; k++) {
            FloatVector v = FloatVector.fromArray(FLOATS, x, from + k * xStride);
            sum = FloatVector.broadcast(FLOATS, weights.weights[row + k]).fma(v, sum);
        }
        if (adds) {
            sum = sum.add(FloatVector.fromArray(FLOATS, out, to));
        }
        sum.intoArray(out, to);
    }

    /** Fewer positions than lanes. */
    private static void narrow(
            float[] x, int xFrom, int xStride, PackedWeights weights, float[] out, int outFrom, int outStride,
            int positions, boolean adds) {
        for (int o = 0; o < weights.outputs; o++) {
            for (int p = 0; p < positions; p++) {
                int at = outFrom + o * outStride + p;
                float sum = weights.dot(o, x, xFrom + p, xStride);
                out[at] = adds ? out[at] + sum : sum;
            }
        }
    }
}
