package io.github.dysample.internal.vector;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleGradients;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import io.github.dysample.internal.ArrayPool;
import io.github.dysample.internal.ShapePool;
import io.github.dysample.spi.ForwardStages;
import io.github.dysample.spi.Workers;

/**
 * The layer's backward pass: from the output back to the offsets and to the map, through the offset branch to the map
 * once more, and to the weights. What is needed of the forward pass and was not kept is computed again.
 */
final class LayerGradient {
    /** Positions to a piece of the stages that take each position by itself. */
    private static final int PIECE = 4 * Bands.TOGETHER;

    private final DySampleConfig config;
    private final int phases; // of the offset branch's convolutions
    private final OffsetBranch branch;
    private final PackedWeights offsetBack;
    private final PackedWeights scopeBack; // null with static scope
    private final EndConv end; // null without end_conv
    private final EndConvGradient endGradient; // null without end_conv

    private final ShapePool<ForwardStages> again;
    private final ShapePool<GradientMaps> maps;
    private final ScratchPool<OffsetSampleGradient.Scratch> taps =
            new ScratchPool<>(OffsetSampleGradient.Scratch::new);
    private final ScratchPool<Conv1x1WeightGradient.Scratch> blocks =
            new ScratchPool<>(Conv1x1WeightGradient.Scratch::new);
    private final ArrayPool sigmoids = new ArrayPool();
    private final ArrayPool lastVectors = new ArrayPool(); // one of each input of the convolutions

    /** Branch and end are those of the forward pass. */
    LayerGradient(DySampleWeights weights, OffsetBranch branch, EndConv end) {
        config = weights.config();
        again = new ShapePool<>(x -> ForwardStages.of(config, x), ForwardStages::fit);
        maps = new ShapePool<>(x -> GradientMaps.of(config, x), GradientMaps::fits);
        phases = config.style() == Style.LP ? 1 : config.scale() * config.scale();
        this.branch = branch;
        this.end = end;
        offsetBack = PackedWeights.transposed(weights.offsetWeight(), config.convOutputs(), config.convInputs());
        scopeBack = config.dynamicScope()
                ? PackedWeights.transposed(weights.scopeWeight(), config.convOutputs(), config.convInputs())
                : null;
        endGradient = end == null ? null : new EndConvGradient(weights);
    }

    /** Takes the stages of the forward pass, or null if they are to be computed again. */
    void run(
            Tensor x, ForwardStages kept, Tensor gradOut, Tensor gradX, DySampleGradients gradients, Workers workers) {
        if (kept != null) {
            differentiate(x, kept, gradOut, gradX, gradients, workers);
        } else {
            ForwardStages stages = again.take(x);
            forwardAgain(x, stages, workers);
            differentiate(x, stages, gradOut, gradX, gradients, workers);
            again.give(stages);
        }
    }

    private void forwardAgain(Tensor x, ForwardStages stages, Workers workers) {
        int perItem = Math.ceilDiv(x.h() * x.w(), PIECE);
        if (workers.width() == 1) {
            for (int piece = 0; piece < x.n() * perItem; piece++) {
                offsets(x, stages, piece / perItem, piece % perItem * PIECE);
            }
        } else {
            workers.run(x.n() * perItem, piece -> offsets(x, stages, piece / perItem, piece % perItem * PIECE));
        }
        if (end != null) {
            end.project(x, stages.projected().data(), workers);
        }
    }

    private void offsets(Tensor x, ForwardStages stages, int n, int first) {
        branch.run(x, n, first, Math.min(PIECE, x.h() * x.w() - first), stages);
    }

    private void differentiate(
            Tensor x, ForwardStages stages, Tensor gradOut, Tensor gradX, DySampleGradients gradients,
            Workers workers) {
        GradientMaps maps = this.maps.take(x);
        if (end == null) {
            OffsetSampleGradient.run(x, stages.offsets(), gradOut, config.scale(), config.groups(), gradX,
                    maps.gradOffsets(), workers, taps);
        } else {
            throughEnd(x, stages, maps, gradOut, gradX, gradients, workers);
        }
        branches(stages, maps, gradX, workers);
        if (gradients != null) {
            addWeights(x, maps, gradients, workers);
            if (gradients.offsetBiasSums() != null) {
                addBiases(maps.gradOffsets(), phases, gradients.offsetBiasSums(), workers);
            }
            if (gradients.scopeBiasSums() != null) {
                addBiases(maps.gradScope(), phases, gradients.scopeBiasSums(), workers);
            }
        }
        this.maps.give(maps);
    }

    private void throughEnd(
            Tensor x, ForwardStages stages, GradientMaps maps, Tensor gradOut, Tensor gradX,
            DySampleGradients gradients, Workers workers) {
        OffsetSampleGradient.run(stages.projected(), stages.offsets(), gradOut, config.scale(), config.groups(),
                maps.gradProjected(), maps.gradOffsets(), workers, taps);
        if (gradX != null) {
            endGradient.ofInput(maps.gradProjected(), gradX, workers);
        }
        if (gradients != null) {
            endGradient.addWeight(x, maps.gradProjected(), gradients.endConvWeightSums(), blocks, workers);
            if (gradients.endConvBiasSums() != null) {
                addBiases(gradOut, 1, gradients.endConvBiasSums(), workers);
            }
        }
    }

    /** From the gradient of the offsets, which it replaces, to those of both branches and, through them, of x. */
    private void branches(ForwardStages stages, GradientMaps maps, Tensor gradX, Workers workers) {
        Tensor offsets = stages.offsets();
        int perItem = Math.ceilDiv(offsets.h() * offsets.w(), PIECE);
        if (workers.width() == 1) {
            for (int piece = 0; piece < offsets.n() * perItem; piece++) {
                branches(stages, maps, gradX, piece / perItem, piece % perItem * PIECE);
            }
        } else {
            workers.run(offsets.n() * perItem, piece ->
                    branches(stages, maps, gradX, piece / perItem, piece % perItem * PIECE));
        }
    }

    private void branches(ForwardStages stages, GradientMaps maps, Tensor gradX, int n, int first) {
        int plane = stages.offsets().h() * stages.offsets().w();
        int channels = config.offsetChannels();
        int last = Math.min(first + PIECE, plane);
        float[] sigmoid = sigmoids.take(2 * Bands.TOGETHER);
        float[] vectors = gradX == null ? null : lastVectors.take(config.convInputs() * Lanes.COUNT);
        float[] grad = maps.gradOffsets().data();
        for (int p = first; p < last; p += Bands.TOGETHER) {
            int count = Math.min(Bands.TOGETHER, last - p);
            for (int k = 0; k < channels; k++) {
                int at = (n * channels + k) * plane + p;
                if (scopeBack == null) {
                    OffsetsGradient.staticScope(grad, at, count, grad);
                } else {
                    OffsetsGradient.dynamicScope(grad, stages.linear().data(), stages.scope().data(), at, count,
                            grad, maps.gradScope().data(), sigmoid);
                }
            }
            if (gradX != null) {
                addInput(maps.gradOffsets(), offsetBack, n, p, count, gradX, vectors);
                if (scopeBack != null) {
                    addInput(maps.gradScope(), scopeBack, n, p, count, gradX, vectors);
                }
            }
        }
        sigmoids.give(sigmoid);
        if (gradX != null) {
            lastVectors.give(vectors);
        }
    }

    private void addInput(Tensor grad, PackedWeights back, int n, int first, int count, Tensor gradX, float[] last) {
        int plane = gradX.h() * gradX.w();
        for (int phase = 0; phase < phases; phase++) {
            Conv1x1.add(grad.data(), (n * grad.c() + phase) * plane + first, phases * plane, back,
                    gradX.data(), (n * gradX.c() + phase) * plane + first, phases * plane, count, last);
        }
    }

    private void addWeights(Tensor x, GradientMaps maps, DySampleGradients gradients, Workers workers) {
        int inputs = config.convInputs();
        int perPiece = Conv1x1WeightGradient.inputsToPiece(config.convOutputs(), inputs, workers);
        int pieces = Conv1x1WeightGradient.pieces(config.convOutputs(), inputs, perPiece);
        if (workers.width() == 1) {
            for (int piece = 0; piece < pieces; piece++) {
                addWeights(x, maps, gradients, perPiece, piece);
            }
        } else {
            workers.run(pieces, piece -> addWeights(x, maps, gradients, perPiece, piece));
        }
    }

    private void addWeights(Tensor x, GradientMaps maps, DySampleGradients gradients, int inputsToPiece, int piece) {
        Conv1x1WeightGradient.Scratch scratch = blocks.take();
        Conv1x1WeightGradient.piece(x, 0, maps.gradOffsets(), 0, phases, config.convOutputs(), config.convInputs(),
                inputsToPiece, piece, gradients.offsetWeightSums(), maps.gradScope(), gradients.scopeWeightSums(), 0,
                config.convInputs(), scratch);
        blocks.give(scratch);
    }

    private void addBiases(Tensor grad, int phases, double[] sums, Workers workers) {
        int pieces = Conv1x1WeightGradient.biasPieces(grad.c() / phases);
        if (workers.width() == 1) {
            for (int piece = 0; piece < pieces; piece++) {
                addBiases(grad, phases, piece, sums);
            }
        } else {
            workers.run(pieces, piece -> addBiases(grad, phases, piece, sums));
        }
    }

    private void addBiases(Tensor grad, int phases, int piece, double[] sums) {
        Conv1x1WeightGradient.Scratch scratch = blocks.take();
        Conv1x1WeightGradient.biases(grad, phases, piece, sums, scratch);
        blocks.give(scratch);
    }
}
