package io.github.dysample.internal.vector;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import io.github.dysample.spi.Workers;

/** The gradients of {@link EndConv}: from that of what it makes of each group (B, g·O, H, W) to x and the weight. */
final class EndConvGradient {
    private final PackedWeights[] backOfGroups;
    private final int channels;
    private final int inputs; // to a group
    private final int outputs;

    EndConvGradient(DySampleWeights weights) {
        DySampleConfig config = weights.config();
        channels = config.channels();
        inputs = config.channelsPerGroup();
        outputs = config.endConvOutputs();
        backOfGroups = new PackedWeights[config.groups()];
        for (int group = 0; group < backOfGroups.length; group++) {
            backOfGroups[group] = PackedWeights.transposed(weights.endConvWeightOf(group), outputs, inputs);
        }
    }

    void ofInput(Tensor gradProjected, Tensor gradX, Workers workers) {
        if (workers.width() == 1) {
            for (int n = 0; n < gradX.n(); n++) {
                ofInput(gradProjected, gradX, n, 0, gradX.h() * gradX.w());
            }
        } else {
            Shares.run(gradX, workers, (n, first, count) -> ofInput(gradProjected, gradX, n, first, count));
        }
    }

    private void ofInput(Tensor gradProjected, Tensor gradX, int n, int first, int count) {
        int plane = gradX.h() * gradX.w();
        for (int group = 0; group < backOfGroups.length; group++) {
            int itemAndGroup = n * backOfGroups.length + group;
            Conv1x1.run(gradProjected.data(), itemAndGroup * outputs * plane + first, plane, backOfGroups[group],
                    gradX.data(), itemAndGroup * inputs * plane + first, plane, count);
        }
    }

    void addWeight(
            Tensor x, Tensor gradProjected, double[] sums, ScratchPool<Conv1x1WeightGradient.Scratch> pool,
            Workers workers) {
        int inputsToPiece = Conv1x1WeightGradient.inputsToPiece(outputs, inputs, workers);
        int perGroup = Conv1x1WeightGradient.pieces(outputs, inputs, inputsToPiece);
        int pieces = backOfGroups.length * perGroup;
        if (workers.width() == 1) {
            for (int piece = 0; piece < pieces; piece++) {
                addWeight(x, gradProjected, piece / perGroup, inputsToPiece, piece % perGroup, sums, pool);
            }
        } else {
            workers.run(pieces, piece ->
                    addWeight(x, gradProjected, piece / perGroup, inputsToPiece, piece % perGroup, sums, pool));
        }
    }

    /** Some of the weights that read a group. */
    private void addWeight(
            Tensor x, Tensor gradProjected, int group, int inputsToPiece, int piece, double[] sums,
            ScratchPool<Conv1x1WeightGradient.Scratch> pool) {
        Conv1x1WeightGradient.Scratch scratch = pool.take();
        Conv1x1WeightGradient.piece(x, group * inputs, gradProjected, group * outputs, 1, outputs, inputs,
                inputsToPiece, piece, sums, null, null, group * inputs, channels, scratch);
        pool.give(scratch);
    }

    void addBias(
            Tensor gradOut, double[] sums, ScratchPool<Conv1x1WeightGradient.Scratch> pool, Workers workers) {
        int pieces = Conv1x1WeightGradient.biasPieces(outputs);
        if (workers.width() == 1) {
            for (int piece = 0; piece < pieces; piece++) {
                addBias(gradOut, piece, sums, pool);
            }
        } else {
            workers.run(pieces, piece -> addBias(gradOut, piece, sums, pool));
        }
    }

    private static void addBias(
            Tensor gradOut, int piece, double[] sums, ScratchPool<Conv1x1WeightGradient.Scratch> pool) {
        Conv1x1WeightGradient.Scratch scratch = pool.take();
        Conv1x1WeightGradient.biases(gradOut, 1, piece, sums, scratch);
        pool.give(scratch);
    }
}
