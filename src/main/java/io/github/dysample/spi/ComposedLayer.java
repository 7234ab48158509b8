package io.github.dysample.spi;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleGradients;
import io.github.dysample.DySampleWeights;
import io.github.dysample.GradientTrace;
import io.github.dysample.Style;
import io.github.dysample.Tensor;

/**
 * A layer as the composition of a backend's kernels, with a new tensor for every stage between them. Its stages can be
 * computed one by one. Safe to share between threads.
 */
public final class ComposedLayer implements DifferentiableLayer {
    private final Kernels kernels;
    private final DySampleWeights weights;
    private final DySampleConfig config;
    private final float[] initial; // [offsetChannels]
    private final PreparedConv1x1 offset;
    private final PreparedConv1x1 scope; // null with static scope
    private final PreparedConv1x1[] ends; // [groups], the part of end_conv that reads a group; none without end_conv
    private final float[] endBias; // [endConvOutputs] or null

    /**
     * Prepares the convolutions.
     *
     * @param kernels the kernels that compute
     * @param weights the layer; kept
     */
    public ComposedLayer(Kernels kernels, DySampleWeights weights) {
        this.kernels = kernels;
        this.weights = weights;
        config = weights.config();
        initial = weights.initialPositions();
        offset = prepare(weights.offsetWeight(), weights.offsetBias());
        scope = config.dynamicScope() ? prepare(weights.scopeWeight(), weights.scopeBias()) : null;
        ends = new PreparedConv1x1[config.hasEndConv() ? config.groups() : 0];
        for (int group = 0; group < ends.length; group++) {
            ends[group] = kernels.prepareConv1x1(weights.endConvWeightOf(group), null, config.endConvOutputs(),
                    config.channelsPerGroup());
        }
        endBias = weights.endConvBias();
    }

    private PreparedConv1x1 prepare(float[] weight, float[] bias) {
        return kernels.prepareConv1x1(weight, bias, config.convOutputs(), config.convInputs());
    }

    /**
     * The offset branch.
     *
     * @param x the input (B, C, H, W)
     * @param workers the threads that compute
     * @return the results of its convolution, a new tensor (B, 2·g·s², H, W)
     */
    public Tensor linear(Tensor x, Workers workers) {
        return branch(x, offset, workers);
    }

    /**
     * The scope branch.
     *
     * @param x the input (B, C, H, W)
     * @param workers the threads that compute
     * @return the results of its convolution, a new tensor (B, 2·g·s², H, W), or null with static scope
     */
    public Tensor scope(Tensor x, Workers workers) {
        return scope == null ? null : branch(x, scope, workers);
    }

    /** One convolution: linear, or for {@link Style#PL} linear between the two shuffles. */
    private Tensor branch(Tensor x, PreparedConv1x1 conv, Workers workers) {
        Tensor result = Tensor.zeros(x.n(), config.offsetChannels(), x.h(), x.w());
        if (x.n() == 0) {
            return result;
        }
        if (config.style() == Style.LP) {
            conv.forward(x, result, workers);
            return result;
        }
        int s = config.scale();
        Tensor shuffled = Tensor.zeros(x.n(), config.convInputs(), s * x.h(), s * x.w());
        kernels.pixelShuffle(x, s, shuffled, workers);
        Tensor linear = Tensor.zeros(x.n(), config.convOutputs(), s * x.h(), s * x.w());
        conv.forward(shuffled, linear, workers);
        kernels.pixelUnshuffle(linear, s, result, workers);
        return result;
    }

    /**
     * The offsets.
     *
     * @param linear see {@link #linear}
     * @param scope see {@link #scope}; null with static scope
     * @param workers the threads that compute
     * @return in pixels, a new tensor (B, 2·g·s², H, W)
     */
    public Tensor offsets(Tensor linear, Tensor scope, Workers workers) {
        Tensor offsets = Tensor.zeros(linear.n(), linear.c(), linear.h(), linear.w());
        if (linear.n() > 0) {
            kernels.offsets(linear, scope, initial, offsets, workers);
        }
        return offsets;
    }

    /**
     * All channels at the offsets, before any {@code end_conv}.
     *
     * @param x the input (B, C, H, W)
     * @param offsets see {@link #offsets}
     * @param workers the threads that compute
     * @return a new tensor (B, C, sH, sW)
     */
    public Tensor sampled(Tensor x, Tensor offsets, Workers workers) {
        Tensor sampled = Tensor.zeros(x.n(), x.c(), config.outputSize(x.h()), config.outputSize(x.w()));
        sample(x, offsets, config.groups(), sampled, workers);
        return sampled;
    }

    /**
     * The output. With {@code end_conv}, it starts at the bias, or at 0, and adds for each group, in ascending order,
     * the sample of what the convolution makes of the group's channels alone: as sampling is linear, it can follow the
     * convolution, which then has s² times fewer positions. Each of these sums starts at 0.
     *
     * @param x the input (B, C, H, W)
     * @param offsets see {@link #offsets}
     * @param out the output (B, O, sH, sW)
     * @param workers the threads that compute
     */
    public void output(Tensor x, Tensor offsets, Tensor out, Workers workers) {
        if (!config.hasEndConv()) {
            sample(x, offsets, config.groups(), out, workers);
            return;
        }
        int plane = out.h() * out.w();
        for (int i = 0; i < out.data().length; i++) {
            out.data()[i] = endBias == null ? 0f : endBias[i / plane % out.c()];
        }
        if (x.n() == 0) {
            return;
        }
        int subs = config.scale() * config.scale();
        Tensor own = Tensor.zeros(x.n(), config.channelsPerGroup(), x.h(), x.w());
        Tensor ownOffsets = Tensor.zeros(x.n(), 2 * subs, x.h(), x.w());
        Tensor projected = Tensor.zeros(x.n(), out.c(), x.h(), x.w());
        Tensor sampled = Tensor.zeros(out.n(), out.c(), out.h(), out.w());
        for (int group = 0; group < ends.length; group++) {
            Channels.copy(x, group * own.c(), own.c(), own, 0);
            Channels.copy(offsets, group * subs, subs, ownOffsets, 0);
            Channels.copy(offsets, (ends.length + group) * subs, subs, ownOffsets, subs);
            ends[group].forward(own, projected, workers);
            sample(projected, ownOffsets, 1, sampled, workers);
            for (int i = 0; i < out.data().length; i++) {
                out.data()[i] += sampled.data()[i];
            }
        }
    }

    private void sample(Tensor x, Tensor offsets, int groups, Tensor out, Workers workers) {
        if (x.n() > 0) {
            kernels.offsetSample(x, offsets, config.scale(), groups, out, workers);
        }
    }

    @Override
    public void forward(Tensor x, Tensor out, Workers workers) {
        output(x, offsets(linear(x, workers), scope(x, workers), workers), out, workers);
    }

    @Override
    public void backward(
            Tensor x, ForwardStages kept, Tensor gradOut, Tensor gradX, DySampleGradients gradients, Workers workers) {
        traceBackward(x, gradOut, gradX, gradients, workers);
    }

    /**
     * Computes the gradients and keeps every stage.
     *
     * @param x the input (B, C, H, W)
     * @param gradOut the gradient of the output (B, O, sH, sW)
     * @param gradX the gradient of x, every element written; null if it is not wanted
     * @param gradients to which those of the parameters are added; null if not wanted
     * @param workers the threads that compute
     * @return the stages, gradX and gradients among them
     */
    public GradientTrace traceBackward(
            Tensor x, Tensor gradOut, Tensor gradX, DySampleGradients gradients, Workers workers) {
        Tensor linear = linear(x, workers);
        Tensor scope = scope(x, workers);
        Tensor offsets = offsets(linear, scope, workers);
        return new ComposedGradients(kernels, weights)
                .run(x, linear, scope, offsets, gradOut, gradX, gradients, workers);
    }
}
