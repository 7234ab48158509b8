package io.github.dysample.spi;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleGradients;
import io.github.dysample.DySampleWeights;
import io.github.dysample.GradientTrace;
import io.github.dysample.Style;
import io.github.dysample.Tensor;

/** A layer's backward pass as the composition of a backend's kernels, with a new tensor for every stage. */
final class ComposedGradients {
    private final Kernels kernels;
    private final DySampleWeights weights;
    private final DySampleConfig config;
    private final int phases; // of the offset branch's convolutions

    ComposedGradients(Kernels kernels, DySampleWeights weights) {
        this.kernels = kernels;
        this.weights = weights;
        config = weights.config();
        phases = config.style() == Style.LP ? 1 : config.scale() * config.scale();
    }

    /**
     * All stages.
     *
     * @param linear and scope, offsets: the stages of the forward pass; scope is null with static scope
     * @param gradX written, unless it is null
     * @param gradients added to, unless they are null
     */
    GradientTrace run(
            Tensor x, Tensor linear, Tensor scope, Tensor offsets, Tensor gradOut, Tensor gradX,
            DySampleGradients gradients, Workers workers) {
        Tensor gradOffsets = zerosLike(offsets);
        Tensor gradXTaps = zerosLike(x);
        Tensor gradLinear = zerosLike(linear);
        Tensor gradScope = scope == null ? null : zerosLike(scope);
        if (x.n() > 0) {
            if (config.hasEndConv()) {
                throughEnd(x, offsets, gradOut, gradXTaps, gradOffsets, gradients, workers);
            } else {
                kernels.offsetSampleGradient(x, offsets, gradOut, config.scale(), config.groups(), gradXTaps,
                        gradOffsets, workers);
            }
            kernels.offsetsGradient(
                    gradOffsets, scope == null ? null : linear, scope, gradLinear, gradScope, workers);
            if (gradients != null) {
                addParameters(x, gradLinear, gradients.offsetWeightSums(), gradients.offsetBiasSums(), workers);
                if (scope != null) {
                    addParameters(x, gradScope, gradients.scopeWeightSums(), gradients.scopeBiasSums(), workers);
                }
            }
            if (gradX != null) {
                System.arraycopy(gradXTaps.data(), 0, gradX.data(), 0, gradX.data().length);
                addInput(gradLinear, weights.offsetWeight(), gradX, workers);
                if (scope != null) {
                    addInput(gradScope, weights.scopeWeight(), gradX, workers);
                }
            }
        }
        return new GradientTrace(gradOffsets, gradXTaps, gradLinear, gradScope, gradX, gradients);
    }

    private void addParameters(Tensor x, Tensor grad, double[] weightSums, double[] biasSums, Workers workers) {
        kernels.conv1x1WeightGradient(x, grad, phases, weightSums, workers);
        if (biasSums != null) {
            kernels.conv1x1BiasGradient(grad, phases, biasSums, workers);
        }
    }

    private void addInput(Tensor grad, float[] weight, Tensor gradX, Workers workers) {
        Tensor through = zerosLike(gradX);
        kernels.conv1x1InputGradient(grad, weight, phases, through, workers);
        for (int i = 0; i < gradX.data().length; i++) {
            gradX.data()[i] += through.data()[i];
        }
    }

    /** What a group's channels become is sampled at its points, and all groups have the gradient of the output. */
    private void throughEnd(
            Tensor x, Tensor offsets, Tensor gradOut, Tensor gradXTaps, Tensor gradOffsets,
            DySampleGradients gradients, Workers workers) {
        int groups = config.groups();
        int subs = config.scale() * config.scale();
        int inputs = config.channelsPerGroup();
        Tensor own = Tensor.zeros(x.n(), inputs, x.h(), x.w());
        Tensor ownOffsets = Tensor.zeros(x.n(), 2 * subs, x.h(), x.w());
        Tensor projected = Tensor.zeros(x.n(), gradOut.c(), x.h(), x.w());
        Tensor gradProjected = zerosLike(projected);
        Tensor ownGradOffsets = zerosLike(ownOffsets);
        Tensor ownGradX = zerosLike(own);
        for (int group = 0; group < groups; group++) {
            Channels.copy(x, group * inputs, inputs, own, 0);
            Channels.copy(offsets, group * subs, subs, ownOffsets, 0);
            Channels.copy(offsets, (groups + group) * subs, subs, ownOffsets, subs);
            float[] weight = weights.endConvWeightOf(group);
            kernels.prepareConv1x1(weight, null, gradOut.c(), inputs).forward(own, projected, workers);
            kernels.offsetSampleGradient(
                    projected, ownOffsets, gradOut, config.scale(), 1, gradProjected, ownGradOffsets, workers);
            Channels.copy(ownGradOffsets, 0, subs, gradOffsets, group * subs);
            Channels.copy(ownGradOffsets, subs, subs, gradOffsets, (groups + group) * subs);
            kernels.conv1x1InputGradient(gradProjected, weight, 1, ownGradX, workers);
            Channels.copy(ownGradX, 0, inputs, gradXTaps, group * inputs);
            if (gradients != null) {
                addEndWeight(own, gradProjected, group, gradients.endConvWeightSums(), workers);
            }
        }
        if (gradients != null && gradients.endConvBiasSums() != null) {
            kernels.conv1x1BiasGradient(gradOut, 1, gradients.endConvBiasSums(), workers);
        }
    }

    /** The columns of the weight that read a group: their sums go on from where they are. */
    private void addEndWeight(Tensor own, Tensor gradProjected, int group, double[] sums, Workers workers) {
        int inputs = own.c();
        double[] part = new double[gradProjected.c() * inputs];
        for (int o = 0; o < gradProjected.c(); o++) {
            System.arraycopy(sums, o * config.channels() + group * inputs, part, o * inputs, inputs);
        }
        kernels.conv1x1WeightGradient(own, gradProjected, 1, part, workers);
        for (int o = 0; o < gradProjected.c(); o++) {
            System.arraycopy(part, o * inputs, sums, o * config.channels() + group * inputs, inputs);
        }
    }

    private static Tensor zerosLike(Tensor tensor) {
        return Tensor.zeros(tensor.n(), tensor.c(), tensor.h(), tensor.w());
    }
}
