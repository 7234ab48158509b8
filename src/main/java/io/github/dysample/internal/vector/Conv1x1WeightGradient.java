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
    /** Outputs and inputs to a piece of work: blocks of both stay in the second-level cache. */
    private static final int PIECE = 32;

    private static final int BLOCK = BlockSums.BLOCK;
    private static final int PARTIAL = BlockSums.PARTIAL;
    private static final int SIDE = WeightTile.SIDE;

    private Conv1x1WeightGradient() {}

    /** Blocks of one piece, and partial sums and sums of a tile; x only where its last block must be filled up. */
    static final class Scratch {
        private final MemorySegment grad = BlockSums.allocate(PIECE * BLOCK);
        private final float[] x = new float[PIECE * BLOCK];
        private final MemorySegment sums = BlockSums.allocate(SIDE * SIDE * PARTIAL);
        private final float[] tile = new float[SIDE * SIDE]; // the sums of a block, output after output
    }

    static void weight(Tensor x, Tensor gradOut, int phases, double[] sums, Workers workers) {
        int outputs = gradOut.c() / phases;
        int inputs = x.c() / phases;
        workers.run(pieces(outputs, inputs), piece -> piece(
                x, 0, gradOut, 0, phases, outputs, inputs, piece, sums, 0, inputs, new Scratch()));
    }

    static int pieces(int outputs, int inputs) {
        return Math.ceilDiv(outputs, PIECE) * Math.ceilDiv(inputs, PIECE);
    }

    /**
     * Some outputs and inputs.
     *
     * @param x input i of phase f is its channel {@code xFirst + i * phases + f}
     * @param grad likewise for the outputs
     * @param sums has the weight of output o and input i at {@code first + o * stride + i}
     */
    static void piece(
            Tensor x, int xFirst, Tensor grad, int gradFirst, int phases, int outputs, int inputs, int piece,
            double[] sums, int first, int stride, Scratch scratch) {
        int positions = x.h() * x.w();
        int perOutputs = Math.ceilDiv(inputs, PIECE);
        int output = piece / perOutputs * PIECE;
        int input = piece % perOutputs * PIECE;
        int rows = Math.min(PIECE, outputs - output);
        int columns = Math.min(PIECE, inputs - input);
        int to = first + output * stride + input;
        for (int n = 0; n < x.n(); n++) {
            for (int phase = 0; phase < phases; phase++) {
                int gradFrom = (n * grad.c() + gradFirst + output * phases + phase) * positions;
                int xFrom = (n * x.c() + xFirst + input * phases + phase) * positions;
                for (int block = 0; block < positions; block += BLOCK) {
                    int count = Math.min(BLOCK, positions - block);
                    // −0 times 0, added to anything, leaves it as it is.
                    BlockSums.copy(grad.data(), gradFrom + block, phases * positions, rows, count, -0f, scratch.grad);
                    int padded = BlockSums.padded(count);
                    if (padded == count) {
                        block(x.data(), xFrom + block, phases * positions, rows, columns, count, sums, to, stride,
                                scratch);
                    } else {
                        for (int c = 0; c < columns; c++) {
                            System.arraycopy(x.data(), xFrom + block + c * phases * positions,
                                    scratch.x, c * BLOCK, count);
                            Arrays.fill(scratch.x, c * BLOCK + count, c * BLOCK + padded, 0f);
                        }
                        block(scratch.x, 0, BLOCK, rows, columns, padded, sums, to, stride, scratch);
                    }
                }
            }
        }
    }

    /** A tile that reaches beyond the last row or column computes sums that are not used. */
    private static void block(
            float[] x, int xFrom, int xStride, int rows, int columns, int count, double[] sums, int to, int stride,
            Scratch scratch) {
        for (int c = 0; c < columns; c += SIDE) {
            int someColumns = Math.min(SIDE, columns - c);
            for (int o = 0; o < rows; o += SIDE) {
                tile(scratch, o, x, xFrom + c * xStride, xStride, someColumns, count);
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

    private static void tile(Scratch scratch, int row, float[] x, int xFrom, int xStride, int columns, int count) {
        if (COUNT == PARTIAL) {
            WholeWeightTile.run(scratch.grad, row, x, xFrom, xStride, columns, count, scratch.tile);
            return;
        }
        WeightTile.run(scratch.grad, row, x, xFrom, xStride, columns, count, scratch.sums);
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
                    int count = Math.min(BLOCK, positions - block);
                    BlockSums.copy(grad.data(), from + block, phases * positions, rows, count, -0f, scratch.grad);
                    for (int row = 0; row < rows; row++) {
                        partial(scratch.grad, row, BlockSums.padded(count), scratch.sums);
                    }
                    for (int row = 0; row < rows; row++) {
                        sums[output + row] += BlockSums.sum(scratch.sums, row);
                    }
                }
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
