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
 * From the gradient of the offsets to those of what {@link OffsetBranch} comes from: x, which it is added to, and the
 * weights. One thread takes some positions through all of it, so that the gradients of the convolutions' results stay
 * in the cache; several share out the positions first, and then the weights, since each weight's sum has one order.
 */
final class BranchGradient {
    /** Blocks of positions that one thread takes at a time, at the most: long rows come from memory faster. */
    private static final int MOST_BLOCKS = 4;

    /** Floats of one convolution's gradient to those: a quarter of a megabyte. */
    private static final int NEAR_FLOATS = 1 << 16;

    /** More of them than this, at scales far beyond those in use, are not kept near. */
    private static final int MOST_FLOATS = 1 << 20;

    private final int phases; // of the convolutions
    private final int outputs; // of each of them
    private final int inputs;
    private final PackedWeights offset; // from its outputs to its inputs
    private final PackedWeights scope; // likewise; null with static scope

    private final ShapePool<Tensor> gradScopes;
    private final ArrayPool linears = new ArrayPool();
    private final ArrayPool scopes = new ArrayPool();
    private final ArrayPool sigmoids = new ArrayPool();
    private final ArrayPool lastVectors = new ArrayPool(); // one of each input
    private final ScratchPool<Conv1x1WeightGradient.Scratch> blocks =
            new ScratchPool<>(Conv1x1WeightGradient.Scratch::new);

    BranchGradient(DySampleWeights weights) {
        DySampleConfig config = weights.config();
        phases = config.style() == Style.LP ? 1 : config.scale() * config.scale();
        outputs = config.convOutputs();
        inputs = config.convInputs();
        offset = PackedWeights.transposed(weights.offsetWeight(), outputs, inputs);
        scope = config.dynamicScope() ? PackedWeights.transposed(weights.scopeWeight(), outputs, inputs) : null;
        gradScopes = new ShapePool<>(
                x -> Tensor.zeros(x.n(), config.offsetChannels(), x.h(), x.w()),
                (map, x) -> map.hasShape(x.n(), map.c(), x.h(), x.w()));
    }

    /**
     * Adds to the gradients of x and of the weights, or to one of them if the other is null.
     *
     * @param gradOffsets is used up
     */
    void run(
            Tensor x, ForwardStages stages, Tensor gradOffsets, Tensor gradX, DySampleGradients gradients,
            Workers workers) {
        int blocksNear = Math.clamp(NEAR_FLOATS / BlockSums.BLOCK / outputs, 1, MOST_BLOCKS);
        int positions = Math.min(x.h() * x.w(), blocksNear * BlockSums.BLOCK);
        int stride = Nearby.apart(positions);
        if (workers.width() == 1 && (long) outputs * stride <= MOST_FLOATS) {
            alone(x, stages, gradOffsets, gradX, gradients, positions, stride);
        } else {
            shared(x, stages, gradOffsets, gradX, gradients, workers);
        }
    }

    private void alone(
            Tensor x, ForwardStages stages, Tensor gradOffsets, Tensor gradX, DySampleGradients gradients,
            int positions, int stride) {
        float[] gradLinear = linears.take(outputs * stride);
        float[] gradScope = scope == null ? null : scopes.take(outputs * stride);
        Conv1x1WeightGradient.Scratch scratch = blocks.take();
        int plane = x.h() * x.w();
        for (int n = 0; n < x.n(); n++) {
            for (int phase = 0; phase < phases; phase++) {
                for (int first = 0; first < plane; first += positions) {
                    int count = Math.min(positions, plane - first);
                    throughOffsets(stages, gradOffsets, n, phase, first, count, gradLinear, gradScope, 0, stride);
                    if (gradX != null) {
                        addInput(gradLinear, gradScope, 0, stride, gradX, n, phase, first, count);
                    }
                    if (gradients != null) {
                        addWeights(x, (n * x.c() + phase) * plane + first, gradLinear, gradScope, stride, count,
                                gradients, scratch);
                    }
                }
            }
        }
        blocks.give(scratch);
        linears.give(gradLinear);
        if (gradScope != null) {
            scopes.give(gradScope);
        }
    }

    /** From the gradient of the offsets to those of what the convolutions give, of one phase and some positions. */
    private void throughOffsets(
            ForwardStages stages, Tensor gradOffsets, int n, int phase, int first, int count, float[] gradLinear,
            float[] gradScope, int to, int stride) {
        int plane = gradOffsets.h() * gradOffsets.w();
        float[] sigmoid = scope == null ? null : sigmoids.take(2 * Bands.TOGETHER);
        for (int output = 0; output < outputs; output++) {
            int row = (n * gradOffsets.c() + output * phases + phase) * plane + first;
            for (int p = 0; p < count; p += Bands.TOGETHER) {
                int some = Math.min(Bands.TOGETHER, count - p);
                int at = to + output * stride + p;
                if (scope == null) {
                    OffsetsGradient.staticScope(gradOffsets.data(), row + p, some, gradLinear, at);
                } else {
                    OffsetsGradient.dynamicScope(gradOffsets.data(), stages.linear().data(), stages.scope().data(),
                            row + p, some, gradLinear, gradScope, at, sigmoid);
                }
            }
        }
        if (scope != null) {
            sigmoids.give(sigmoid);
        }
    }

    private void addInput(
            float[] gradLinear, float[] gradScope, int from, int stride, Tensor gradX, int n, int phase, int first,
            int count) {
        int plane = gradX.h() * gradX.w();
        float[] last = lastVectors.take(inputs * Lanes.COUNT);
        Conv1x1.add(gradLinear, offset, gradScope, scope, from, stride,
                gradX.data(), (n * gradX.c() + phase) * plane + first, phases * plane, count, last);
        lastVectors.give(last);
    }

    /** From blocks that lie near. */
    private void addWeights(
            Tensor x, int xFrom, float[] gradLinear, float[] gradScope, int stride, int count,
            DySampleGradients gradients, Conv1x1WeightGradient.Scratch scratch) {
        for (int block = 0; block < count; block += BlockSums.BLOCK) {
            int some = Math.min(BlockSums.BLOCK, count - block);
            Conv1x1WeightGradient.block(x.data(), xFrom + block, phases * x.h() * x.w(), inputs,
                    gradLinear, gradScope, block, stride, outputs, some,
                    gradients.offsetWeightSums(), gradients.scopeWeightSums(), 0, inputs, scratch);
            if (gradients.offsetBiasSums() != null) {
                Conv1x1WeightGradient.biasBlock(
                        gradLinear, block, stride, outputs, some, gradients.offsetBiasSums(), 0, scratch);
            }
            if (gradients.scopeBiasSums() != null) {
                Conv1x1WeightGradient.biasBlock(
                        gradScope, block, stride, outputs, some, gradients.scopeBiasSums(), 0, scratch);
            }
        }
    }

    private void shared(
            Tensor x, ForwardStages stages, Tensor gradOffsets, Tensor gradX, DySampleGradients gradients,
            Workers workers) {
        Tensor gradScope = scope == null ? null : gradScopes.take(x);
        Shares.run(x, workers, (n, first, count) ->
                inPlace(stages, gradOffsets, gradScope, gradX, n, first, count));
        if (gradients != null) {
            addWeights(x, gradOffsets, gradScope, gradients, workers);
        }
        if (scope != null) {
            gradScopes.give(gradScope);
        }
    }

    /** Some positions of an item, whose gradients remain for the weights. */
    private void inPlace(
            ForwardStages stages, Tensor gradOffsets, Tensor gradScope, Tensor gradX, int n, int first,
            int count) {
        int plane = gradOffsets.h() * gradOffsets.w();
        float[] gradLinear = gradOffsets.data();
        float[] ofScope = scope == null ? null : gradScope.data();
        for (int phase = 0; phase < phases; phase++) {
            int at = (n * gradOffsets.c() + phase) * plane + first;
            throughOffsets(stages, gradOffsets, n, phase, first, count, gradLinear, ofScope, at, phases * plane);
            if (gradX != null) {
                addInput(gradLinear, ofScope, at, phases * plane, gradX, n, phase, first, count);
            }
        }
    }

    /** The weights of both convolutions, and then the biases there are, in one run of the workers. */
    private void addWeights(
            Tensor x, Tensor gradLinear, Tensor gradScope, DySampleGradients gradients, Workers workers) {
        int perPiece = Conv1x1WeightGradient.inputsToPiece(outputs, inputs, workers);
        int weights = Conv1x1WeightGradient.pieces(outputs, inputs, perPiece);
        int biases = Conv1x1WeightGradient.biasPieces(outputs);
        int offsetBiases = gradients.offsetBiasSums() == null ? 0 : biases;
        int scopeBiases = gradients.scopeBiasSums() == null ? 0 : biases;
        workers.run(weights + offsetBiases + scopeBiases, piece -> {
            Conv1x1WeightGradient.Scratch scratch = blocks.take();
            if (piece < weights) {
                Conv1x1WeightGradient.piece(x, 0, gradLinear, 0, phases, outputs, inputs, perPiece, piece,
                        gradients.offsetWeightSums(), gradScope, gradients.scopeWeightSums(), 0, inputs, scratch);
            } else if (piece < weights + offsetBiases) {
                Conv1x1WeightGradient.biases(
                        gradLinear, phases, piece - weights, gradients.offsetBiasSums(), scratch);
            } else {
                Conv1x1WeightGradient.biases(
                        gradScope, phases, piece - weights - offsetBiases, gradients.scopeBiasSums(), scratch);
            }
            blocks.give(scratch);
        });
    }
}
