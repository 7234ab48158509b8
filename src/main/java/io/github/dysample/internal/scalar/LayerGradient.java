package io.github.dysample.internal.scalar;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleGradients;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import io.github.dysample.internal.ShapePool;
import io.github.dysample.spi.ForwardStages;
import io.github.dysample.spi.Workers;

/** The layer's backward pass as it is defined, stage after stage on whole maps. */
final class LayerGradient {
    private final DySampleWeights weights;
    private final DySampleConfig config;
    private final int phases; // of the offset branch's convolutions
    private final Conv1x1 offset;
    private final Conv1x1 scope; // null with static scope
    private final EndConv end; // null without end_conv
    private final EndConvGradient endGradient; // null without end_conv
    private final ShapePool<ForwardStages> again;
    private final ShapePool<GradientScratch> scratches;

    LayerGradient(DySampleWeights weights) {
        this.weights = weights;
        config = weights.config();
        again = new ShapePool<>(x -> ForwardStages.of(config, x), ForwardStages::fit);
        scratches = new ShapePool<>(x -> GradientScratch.of(config, x), GradientScratch::fits);
        phases = config.style() == Style.LP ? 1 : config.scale() * config.scale();
        offset = conv(weights.offsetWeight(), weights.offsetBias());
        scope = config.dynamicScope() ? conv(weights.scopeWeight(), weights.scopeBias()) : null;
        end = config.hasEndConv() ? new EndConv(weights) : null;
        endGradient = config.hasEndConv() ? new EndConvGradient(weights) : null;
    }

    private Conv1x1 conv(float[] weight, float[] bias) {
        return new Conv1x1(weight, bias, config.convOutputs(), config.convInputs());
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

    /** The offsets and what they come from, as in the forward pass. */
    private void forwardAgain(Tensor x, ForwardStages stages, Workers workers) {
        int planes = x.n() * config.offsetChannels();
        if (workers.width() == 1) {
            for (int plane = 0; plane < planes; plane++) {
                offsets(x, stages, plane);
            }
        } else {
            workers.run(planes, plane -> offsets(x, stages, plane));
        }
        if (end != null) {
            end.project(x, stages.projected().data(), workers);
        }
    }

    private void offsets(Tensor x, ForwardStages stages, int plane) {
        int positions = x.h() * x.w();
        int k = plane % config.offsetChannels();
        int first = (plane / config.offsetChannels() * x.c() + k % phases) * positions;
        float initial = weights.initialPositions()[k];
        for (int p = 0; p < positions; p++) {
            int at = plane * positions + p;
            float linear = offset.at(k / phases, x.data(), first + p, phases * positions);
            if (scope == null) {
                stages.offsets().data()[at] = Offsets.offset(linear, initial);
            } else {
                float reach = scope.at(k / phases, x.data(), first + p, phases * positions);
                stages.linear().data()[at] = linear;
                stages.scope().data()[at] = reach;
                stages.offsets().data()[at] = Offsets.offset(linear, reach, initial);
            }
        }
    }

    private void differentiate(
            Tensor x, ForwardStages stages, Tensor gradOut, Tensor gradX, DySampleGradients gradients,
            Workers workers) {
        GradientScratch scratch = scratches.take(x);
        if (end == null) {
            OffsetSampleGradient.run(x, stages.offsets(), gradOut, config.scale(), config.groups(), gradX,
                    scratch.gradOffsets(), workers);
        } else {
            throughEnd(x, stages, scratch, gradOut, gradX, gradients, workers);
        }
        OffsetsGradient.run(scratch.gradOffsets(), stages.linear(), stages.scope(), scratch.gradLinear(),
                scratch.gradScope(), workers);
        if (gradients != null) {
            addParameters(x, scratch.gradLinear(), gradients.offsetWeightSums(), gradients.offsetBiasSums(), workers);
            if (scope != null) {
                addParameters(x, scratch.gradScope(), gradients.scopeWeightSums(), gradients.scopeBiasSums(), workers);
            }
        }
        if (gradX != null) {
            addInput(scratch.gradLinear(), weights.offsetWeight(), scratch.through(), gradX, workers);
            if (scope != null) {
                addInput(scratch.gradScope(), weights.scopeWeight(), scratch.through(), gradX, workers);
            }
        }
        scratches.give(scratch);
    }

    private void throughEnd(
            Tensor x, ForwardStages stages, GradientScratch scratch, Tensor gradOut, Tensor gradX,
            DySampleGradients gradients, Workers workers) {
        OffsetSampleGradient.run(stages.projected(), stages.offsets(), gradOut, config.scale(), config.groups(),
                scratch.gradProjected(), scratch.gradOffsets(), workers);
        if (gradX != null) {
            endGradient.ofInput(scratch.gradProjected(), gradX, workers);
        }
        if (gradients != null) {
            endGradient.addWeight(x, scratch.gradProjected(), gradients.endConvWeightSums(), workers);
            if (gradients.endConvBiasSums() != null) {
                Conv1x1WeightGradient.bias(gradOut, 1, gradients.endConvBiasSums(), workers);
            }
        }
    }

    private void addParameters(Tensor x, Tensor grad, double[] weightSums, double[] biasSums, Workers workers) {
        Conv1x1WeightGradient.weight(x, grad, phases, weightSums, workers);
        if (biasSums != null) {
            Conv1x1WeightGradient.bias(grad, phases, biasSums, workers);
        }
    }

    private void addInput(Tensor grad, float[] weight, Tensor through, Tensor gradX, Workers workers) {
        Conv1x1InputGradient.run(grad, weight, phases, through, workers);
        for (int i = 0; i < gradX.data().length; i++) {
            gradX.data()[i] += through.data()[i];
        }
    }
}
