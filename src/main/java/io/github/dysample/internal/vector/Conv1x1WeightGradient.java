package io.github.dysample.internal.vector;

import static io.github.dysample.internal.vector.Lanes.COUNT;
import static io.github.dysample.internal.vector.Lanes.FLOATS;

import io.github.dysample.Tensor;
import io.github.dysample.spi.Workers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Adds a 1×1 convolution's gradients of weight and bias: sums over all positions of all items. Threads share out the
 * weights, so every sum runs over the blocks in order.
 */
final class Conv1x1WeightGradient {
    /** Outputs and inputs at a time: blocks of both stay in the second-level cache. */
    private static final int TOGETHER = 32;

    /** Pieces of work to a thread, if there are as many. */
    private static final int BALANCED = 4;

    private static final int BLOCK = BlockSums.BLOCK;
    private static final int PARTIAL = BlockSums.PARTIAL;
    private static final int SIDE = WeightTile.SIDE;

    private Conv1x1WeightGradient() {}

    /** Blocks, and partial sums and sums of a tile; x only where its last block must be filled up. */
    static final class Scratch {
        private final MemorySegment grad = BlockSums.allocate(TOGETHER * BLOCK);
        private MemorySegment otherGrad; // made when there is one
        private final float[] x = new float[TOGETHER * BLOCK];
        private final MemorySegment sums = BlockSums.allocate(SIDE * SIDE * PARTIAL);
        private final float[] tile = new float[SIDE * SIDE]; // the sums of a block, output after output

        private MemorySegment otherGrad() {
            if (otherGrad == null) {
                otherGrad = BlockSums.allocate(TOGETHER * BLOCK);
            }
            return otherGrad;
        }
    }

    static void weight(Tensor x, Tensor gradOut, int phases, double[] sums, Workers workers) {
        int outputs = gradOut.c() / phases;
        int inputs = x.c() / phases;
        int perPiece = inputsToPiece(outputs, inputs, workers);
        workers.run(pieces(outputs, inputs, perPiece), piece -> piece(x, 0, gradOut, 0, phases, outputs, inputs,
                perPiece, piece, sums, null, null, 0, inputs, new Scratch()));
    }

    /** {@return how many inputs a piece of work has, each with some outputs: enough pieces for the threads} */
    static int inputsToPiece(int outputs, int inputs, Workers workers) {
        long balanced = workers.width() == 1 ? 1 : (long) BALANCED * workers.width();
        int perOutputs = Math.clamp(Math.ceilDiv(balanced, Math.ceilDiv(outputs, TOGETHER)), 1, inputs);
        return Math.ceilDiv(Math.ceilDiv(inputs, perOutputs), TOGETHER) * TOGETHER;
    }

    static int pieces(int outputs, int inputs, int inputsToPiece) {
        return Math.ceilDiv(outputs, TOGETHER) * Math.ceilDiv(inputs, inputsToPiece);
    }

    /**
     * Some outputs and inputs.
     *
     * @param x input i of phase f is its channel {@code xFirst + i * phases + f}
     * @param grad likewise for the outputs
     * @param sums has the weight of output o and input i at {@code first + o * stride + i}
     * @param otherGrad the outputs' gradient of another convolution of the same x, which then comes from memory once,
     *     and {@code otherSums} its sums; or null
     */
    static void piece(
            Tensor x, int xFirst, Tensor grad, int gradFirst, int phases, int outputs, int inputs, int inputsToPiece,
            int piece, double[] sums, Tensor otherGrad, double[] otherSums, int first, int stride, Scratch scratch) {
        int positions = x.h() * x.w();
        int perOutputs = Math.ceilDiv(inputs, inputsToPiece);
        int output = piece / perOutputs * TOGETHER;
        int input = piece % perOutputs * inputsToPiece;
        int rows = Math.min(TOGETHER, outputs - output);
        int columns = Math.min(inputsToPiece, inputs - input);
        int to = first + output * stride + input;
        for (int n = 0; n < x.n(); n++) {
            for (int phase = 0; phase < phases; phase++) {
                int gradFrom = (n * grad.c() + gradFirst + output * phases + phase) * positions;
                int xFrom = (n * x.c() + xFirst + input * phases + phase) * positions;
                for (int block = 0; block < positions; block += BLOCK) {
                    int count = Math.min(BLOCK, positions - block);
                    block(x.data(), xFrom + block, phases * positions, columns, grad.data(),
                            otherGrad == null ? null : otherGrad.data(), gradFrom + block, phases * positions, rows,
                            count, sums, otherSums, to, stride, scratch);
                }
            }
        }
    }

    /**
     * Adds one block of a plane: of any inputs and outputs.
     *
     * @param x holds that of input i from {@code xFrom + i * xStride} on
     * @param grad holds that of output o from {@code gradFrom + o * gradStride} on
     * @param otherGrad likewise of another convolution, or null
     * @param sums has the weight of output o and input i at {@code to + o * sumStride + i}
     * @param otherSums likewise of the other convolution, or null
     */
    static void block(
            float[] x, int xFrom, int xStride, int inputs, float[] grad, float[] otherGrad, int gradFrom,
            int gradStride, int outputs, int count, double[] sums, double[] otherSums, int to, int sumStride,
            Scratch scratch) {
        for (int o = 0; o < outputs; o += TOGETHER) {
            int rows = Math.min(TOGETHER, outputs - o);
            int from = gradFrom + o * gradStride;
            // −0 times 0, added to anything, leaves it as it is.
            BlockSums.copy(grad, from, gradStride, rows, count, -0f, scratch.grad);
            if (otherGrad != null) {
                BlockSums.copy(otherGrad, from, gradStride, rows, count, -0f, scratch.otherGrad());
            }
            for (int c = 0; c < inputs; c += TOGETHER) {
                inputs(x, xFrom + c * xStride, xStride, rows, Math.min(TOGETHER, inputs - c), count, sums, otherSums,
                        to + o * sumStride + c, sumStride, scratch);
            }
        }
    }

    /** A block of some inputs, which are filled up to whole vectors. */
    private static void inputs(
            float[] x, int from, int stride, int rows, int columns, int count, double[] sums, double[] otherSums,
            int to, int sumStride, Scratch scratch) {
        int padded = BlockSums.padded(count);
        float[] values = x;
        int first = from;
        int apart = stride;
        if (padded > count) {
            values = scratch.x;
            first = 0;
            apart = BLOCK;
            for (int c = 0; c < columns; c++) {
                System.arraycopy(x, from + c * stride, values, c * BLOCK, count);
                Arrays.fill(values, c * BLOCK + count, c * BLOCK + padded, 0f);
            }
        }
        tiles(values, first, apart, rows, columns, padded, scratch.grad, sums, to, sumStride, scratch);
        if (otherSums != null) {
            tiles(values, first, apart, rows, columns, padded, scratch.otherGrad, otherSums, to, sumStride, scratch);
        }
    }

    /** A tile that reaches beyond the last row or column computes sums that are not used. */
    private static void tiles(
            float[] x, int xFrom, int xStride, int rows, int columns, int count, MemorySegment grad, double[] sums,
            int to, int stride, Scratch scratch) {
        for (int c = 0; c < columns; c += SIDE) {
            int someColumns = Math.min(SIDE, columns - c);
            for (int o = 0; o < rows; o += SIDE) {
                tile(grad, o, x, xFrom + c * xStride, xStride, someColumns, count, scratch);
                int someRows = Math.min(SIDE, rows - o);
                for (int i = 0; i < someRows; i++) {
                    add(scratch.tile, i * SIDE, someColumns, sums, to + (o + i) * stride + c);
                }
            }
        }
    }

    /** One output's sums; those of a whole tile without a loop, which would take longer than they do. */
    private static void add(float[] tile, int from, int columns, double[] sums, int to) {
        if (columns == SIDE) {
            sums[to] += tile[from];
            sums[to + 1] += tile[from + 1];
            sums[to + 2] += tile[from + 2];
            sums[to + 3] += tile[from + 3];
            return;
        }
        for (int i = 0; i < columns; i++) {
            sums[to + i] += tile[from + i];
        }
    }

    private static void tile(
            MemorySegment grad, int row, float[] x, int xFrom, int xStride, int columns, int count, Scratch scratch) {
        if (COUNT == PARTIAL) {
            WholeWeightTile.run(grad, row, x, xFrom, xStride, columns, count, scratch.tile);
            return;
        }
        WeightTile.run(grad, row, x, xFrom, xStride, columns, count, scratch.sums);
        BlockSums.tree(scratch.sums, SIDE * SIDE);
        for (int i = 0; i < SIDE * SIDE; i++) {
            scratch.tile[i] = scratch.sums.getAtIndex(ValueLayout.JAVA_FLOAT, i);
        }
    }

    static void bias(Tensor gradOut, int phases, double[] sums, Workers workers) {
        workers.run(biasPieces(gradOut.c() / phases), piece -> biases(gradOut, phases, piece, sums, new Scratch()));
    }

    static int biasPieces(int outputs) {
        return Math.ceilDiv(outputs, PARTIAL);
    }

    /** The biases of up to 16 outputs. */
    static void biases(Tensor grad, int phases, int piece, double[] sums, Scratch scratch) {
        int positions = grad.h() * grad.w();
        int output = piece * PARTIAL;
        int rows = Math.min(PARTIAL, grad.c() / phases - output);
        for (int n = 0; n < grad.n(); n++) {
            for (int phase = 0; phase < phases; phase++) {
                int from = (n * grad.c() + output * phases + phase) * positions;
                for (int block = 0; block < positions; block += BLOCK) {
                    biasBlock(grad.data(), from + block, phases * positions, rows, Math.min(BLOCK, positions - block),
                            sums, output, scratch);
                }
            }
        }
    }

    /** Adds one block of a plane to the biases of any outputs, as {@link #block} does to the weights. */
    static void biasBlock(
            float[] grad, int from, int stride, int outputs, int count, double[] sums, int to, Scratch scratch) {
        for (int o = 0; o < outputs; o += PARTIAL) {
            int rows = Math.min(PARTIAL, outputs - o);
            BlockSums.copy(grad, from + o * stride, stride, rows, count, -0f, scratch.grad);
            for (int row = 0; row < rows; row++) {
                partial(scratch.grad, row, BlockSums.padded(count), scratch.sums);
            }
            for (int row = 0; row < rows; row++) {
                sums[to + o + row] += BlockSums.sum(scratch.sums, row);
            }
        }
    }

    private static void partial(MemorySegment grad, int row, int count, MemorySegment sums) {
        long from = (long) row * BLOCK * Float.BYTES;
        for (int lanes = 0; lanes < PARTIAL; lanes += COUNT) {
            FloatVector sum = FloatVector.zero(FLOATS);
            for (int p = lanes; p < count; p += PARTIAL) {
                sum = FloatVector.fromMemorySegment(FLOATS, grad, from + (long) p * Float.BYTES, BlockSums.ORDER)
                        .add(sum);
            }
            sum.intoMemorySegment(sums, (long) (row * PARTIAL + lanes) * Float.BYTES, BlockSums.ORDER);
        }
    }
}
