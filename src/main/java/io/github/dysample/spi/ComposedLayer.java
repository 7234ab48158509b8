package io.github.dysample.spi;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.Tensor;

/**
 * A layer as the composition of a backend's kernels, with a new tensor for every stage between them. Its stages can be
 * computed one by one. Safe to share between threads.
 */
public final class ComposedLayer implements PreparedLayer {
    private final Kernels kernels;
    private final DySampleConfig config;
    private final float[] initial; // [offsetChannels]
    private final PreparedConv1x1 offset;
    private final PreparedConv1x1 scope; // null with static scope

    /**
     * Prepares the convolutions.
     *
     * @param kernels the kernels that compute
     * @param weights the layer; kept
     */
    public ComposedLayer(Kernels kernels, DySampleWeights weights) {
        this.kernels = kernels;
        config = weights.config();
        initial = config.initialPositions();
        offset = prepare(weights.offsetWeight(), weights.offsetBias());
        scope = config.dynamicScope() ? prepare(weights.scopeWeight(), weights.scopeBias()) : null;
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
     * The output.
     *
     * @param x the input (B, C, H, W)
     * @param offsets see {@link #offsets}
     * @param out the output (B, C, sH, sW)
     * @param workers the threads that compute
     */
    public void sample(Tensor x, Tensor offsets, Tensor out, Workers workers) {
        if (x.n() > 0) {
            kernels.offsetSample(x, offsets, config.scale(), config.groups(), out, workers);
        }
    }

    @Override
    public void forward(Tensor x, Tensor out, Workers workers) {
        sample(x, offsets(linear(x, workers), scope(x, workers), workers), out, workers);
    }
}
