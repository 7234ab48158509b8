package io.github.dysample.internal.vector;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleGradients;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import io.github.dysample.internal.ArrayPool;
import io.github.dysample.spi.Workers;

/**
 * The layer's backward pass: the offsets again as in the forward pass, then from the output back to them and to the
 * map, through the offset branch to the map once more, and to the weights.
 */
final class LayerGradient {
    /** Positions to a piece of the stages that take each position by itself. */
    private static final int PIECE = 4 * Bands.TOGETHER;

    private final DySampleConfig config;
    private final int phases; // of the offset branch's convolutions
    private final float[] initial; // [offsetChannels]
    private final PackedWeights offset;
    private final PackedWeights scope; // null with static scope
    private final PackedWeights offsetBack;
    private final PackedWeights scopeBack; // null with static scope
    private final EndConv end; // null without end_conv
    private final EndConvGradient endGradient; // null without end_conv

    private final GradientMapsPool maps = new GradientMapsPool();
    private final ScratchPool<OffsetSampleGradient.Scratch> taps =
            new ScratchPool<>(OffsetSampleGradient.Scratch::new);
    private final ScratchPool<Conv1x1WeightGradient.Scratch> blocks =
            new ScratchPool<>(Conv1x1WeightGradient.Scratch::new);
    private final ArrayPool sigmoids = new ArrayPool();
    private final ArrayPool through = new ArrayPool();

    /** The convolutions are those of the forward pass. */
    LayerGradient(DySampleWeights weights, PackedWeights offset, PackedWeights scope, EndConv end) {
        config = weights.config();
        phases = config.style() == Style.LP ? 1 : config.scale() * config.scale();
        initial = weights.initialPositions();
        this.offset = offset;
        this.scope = scope;
        this.end = end;
        offsetBack = PackedWeights.transposed(weights.offsetWeight(), config.convOutputs(), config.convInputs());
        scopeBack = scope == null
                ? null
                : PackedWeights.transposed(weights.scopeWeight(), config.convOutputs(), config.convInputs());
        endGradient = end == null ? null : new EndConvGradient(weights);
    }

    void run(Tensor x, Tensor gradOut, Tensor gradX, DySampleGradients gradients, Workers workers) {
        GradientMaps maps = this.maps.take(config, x);
        offsetsAgain(x, maps, workers);
        if (end == null) {
            OffsetSampleGradient.run(x, maps.offsets(), gradOut, config.scale(), config.groups(), gradX,
                    maps.gradOffsets(), workers, taps);
        } else {
            throughEnd(x, maps, gradOut, gradX, gradients, workers);
        }
        branches(maps, gradX, workers);
        if (gradients != null) {
            addParameters(x, maps.gradOffsets(), gradients.offsetWeightSums(), gradients.offsetBiasSums(), workers);
            if (scope != null) {
                addParameters(x, maps.scope(), gradients.scopeWeightSums(), gradients.scopeBiasSums(), workers);
            }
        }
        this.maps.give(maps);
    }

    private void offsetsAgain(Tensor x, GradientMaps maps, Workers workers) {
        int perItem = Math.ceilDiv(x.h() * x.w(), PIECE);
        if (workers.width() == 1) {
            for (int piece = 0; piece < x.n() * perItem; piece++) {
                offsetsAgain(x, maps, piece / perItem, piece % perItem * PIECE);
            }
        } else {
            workers.run(x.n() * perItem, piece -> offsetsAgain(x, maps, piece / perItem, piece % perItem * PIECE));
        }
    }

    private void offsetsAgain(Tensor x, GradientMaps maps, int n, int first) {
        int plane = x.h() * x.w();
        int last = Math.min(first + PIECE, plane);
        float[] sigmoid = sigmoids.take(2 * Bands.TOGETHER);
        for (int p = first; p < last; p += Bands.TOGETHER) {
            int count = Math.min(Bands.TOGETHER, last - p);
            convolve(x, n, p, count, offset, scope == null ? maps.offsets() : maps.linear());
            if (scope != null) {
                convolve(x, n, p, count, scope, maps.scope());
            }
            for (int k = 0; k < initial.length; k++) {
                int at = (n * initial.length + k) * plane + p;
                if (scope == null) {
                    Offsets.staticScope(maps.offsets().data(), at, count, initial[k], maps.offsets().data());
                } else {
                    Sigmoid.run(maps.scope().data(), at, count, sigmoid, 0);
                    Offsets.dynamicScope(
                            maps.linear().data(), sigmoid, 0, at, count, initial[k], maps.offsets().data());
                }
            }
        }
        sigmoids.give(sigmoid);
    }

    private void convolve(Tensor x, int n, int first, int count, PackedWeights conv, Tensor out) {
        int plane = x.h() * x.w();
        for (int phase = 0; phase < phases; phase++) {
            Conv1x1.run(x.data(), (n * x.c() + phase) * plane + first, phases * plane, conv,
                    out.data(), (n * out.c() + phase) * plane + first, phases * plane, count);
        }
    }

    private void throughEnd(
            Tensor x, GradientMaps maps, Tensor gradOut, Tensor gradX, DySampleGradients gradients, Workers workers) {
        end.project(x, maps.projected().data(), workers);
        OffsetSampleGradient.run(maps.projected(), maps.offsets(), gradOut, config.scale(), config.groups(),
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
    private void branches(GradientMaps maps, Tensor gradX, Workers workers) {
        Tensor offsets = maps.offsets();
        int perItem = Math.ceilDiv(offsets.h() * offsets.w(), PIECE);
        if (workers.width() == 1) {
            for (int piece = 0; piece < offsets.n() * perItem; piece++) {
                branches(maps, gradX, piece / perItem, piece % perItem * PIECE);
            }
        } else {
            workers.run(offsets.n() * perItem, piece ->
                    branches(maps, gradX, piece / perItem, piece % perItem * PIECE));
        }
    }

    private void branches(GradientMaps maps, Tensor gradX, int n, int first) {
        int plane = maps.offsets().h() * maps.offsets().w();
        int last = Math.min(first + PIECE, plane);
        float[] sigmoid = sigmoids.take(2 * Bands.TOGETHER);
        float[] sums = gradX == null ? null : through.take(config.convInputs() * Bands.TOGETHER);
        float[] grad = maps.gradOffsets().data();
        for (int p = first; p < last; p += Bands.TOGETHER) {
            int count = Math.min(Bands.TOGETHER, last - p);
            for (int k = 0; k < initial.length; k++) {
                int at = (n * initial.length + k) * plane + p;
                if (scope == null) {
                    OffsetsGradient.staticScope(grad, at, count, grad);
                } else {
                    OffsetsGradient.dynamicScope(grad, maps.linear().data(), maps.scope().data(), at, count,
                            grad, maps.scope().data(), sigmoid);
                }
            }
            if (gradX != null) {
                addInput(maps.gradOffsets(), offsetBack, n, p, count, gradX, sums);
                if (scope != null) {
                    addInput(maps.scope(), scopeBack, n, p, count, gradX, sums);
                }
            }
        }
        sigmoids.give(sigmoid);
        if (gradX != null) {
            through.give(sums);
        }
    }

    private void addInput(Tensor grad, PackedWeights back, int n, int first, int count, Tensor gradX, float[] sums) {
        int plane = gradX.h() * gradX.w();
        for (int phase = 0; phase < phases; phase++) {
            Conv1x1InputGradient.add(grad.data(), (n * grad.c() + phase) * plane + first, phases * plane, back,
                    gradX.data(), (n * gradX.c() + phase) * plane + first, phases * plane, count, sums);
        }
    }

    private void addParameters(Tensor x, Tensor grad, double[] weightSums, double[] biasSums, Workers workers) {
        int pieces = Conv1x1WeightGradient.pieces(config.convOutputs(), config.convInputs());
        if (workers.width() == 1) {
            for (int piece = 0; piece < pieces; piece++) {
                addWeights(x, grad, piece, weightSums);
            }
        } else {
            workers.run(pieces, piece -> addWeights(x, grad, piece, weightSums));
        }
        if (biasSums != null) {
            addBiases(grad, phases, biasSums, workers);
        }
    }

    private void addWeights(Tensor x, Tensor grad, int piece, double[] sums) {
        Conv1x1WeightGradient.Scratch scratch = blocks.take();
        Conv1x1WeightGradient.piece(x, 0, grad, 0, phases, config.convOutputs(), config.convInputs(), piece, sums, 0,
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
