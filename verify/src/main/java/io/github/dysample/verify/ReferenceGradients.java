package io.github.dysample.verify;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleGradients;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.Tensor;

/** The backward pass of {@link ReferenceLayer}: from its stages to the gradients of each. */
final class ReferenceGradients {
    private final DySampleWeights weights;
    private final DySampleConfig config;
    private final int s;
    private final int g;
    private final int positions; // of the input that share the offset branch's weights: s² with style pl
    private final Tensor x;
    private final DoubleTrace trace;

    ReferenceGradients(DySampleWeights weights, Tensor x, DoubleTrace trace) {
        this.weights = weights;
        config = weights.config();
        s = config.scale();
        g = config.groups();
        positions = config.style() == Style.PL ? s * s : 1;
        this.x = x;
        this.trace = trace;
    }

    DoubleGradientTrace run(Tensor gradOut) {
        DySampleGradients parameters = DySampleGradients.zeros(weights);
        DoubleTensor gradSampled = config.hasEndConv() ? throughEnd(gradOut, parameters) : DoubleTensor.of(
                gradOut.n(), gradOut.c(), gradOut.h(), gradOut.w(), gradOut::get);
        DoubleTensor gradOffsets = gradOffsets(gradSampled);
        DoubleTensor gradXTaps = gradXTaps(gradSampled);
        DoubleTensor gradLinear = gradLinear(gradOffsets);
        DoubleTensor gradScope = config.dynamicScope() ? gradScope(gradOffsets) : null;
        add(gradLinear, parameters.offsetWeightSums(), parameters.offsetBiasSums());
        if (gradScope != null) {
            add(gradScope, parameters.scopeWeightSums(), parameters.scopeBiasSums());
        }
        DoubleTensor gradX = DoubleTensor.of(x.n(), x.c(), x.h(), x.w(), (n, c, h, w) ->
                gradXTaps.get(n, c, h, w) + through(gradLinear, weights.offsetWeight(), n, c, h, w)
                        + (gradScope == null ? 0 : through(gradScope, weights.scopeWeight(), n, c, h, w)));
        return new DoubleGradientTrace(gradOffsets, gradXTaps, gradLinear, gradScope, gradX, parameters);
    }

    /** The gradient of all channels before {@code end_conv}, whose own gradients are added on the way. */
    private DoubleTensor throughEnd(Tensor gradOut, DySampleGradients parameters) {
        int channels = config.channels();
        DoubleTensor sampled = trace.sampled();
        DoubleTensor gradSampled =
                DoubleTensor.of(sampled.n(), channels, sampled.h(), sampled.w(), (n, c, h, w) -> 0);
        for (int n = 0; n < gradOut.n(); n++) {
            for (int k = 0; k < gradOut.c(); k++) {
                for (int h = 0; h < gradOut.h(); h++) {
                    for (int w = 0; w < gradOut.w(); w++) {
                        double grad = gradOut.get(n, k, h, w);
                        for (int c = 0; c < channels; c++) {
                            parameters.endConvWeightSums()[k * channels + c] += grad * sampled.get(n, c, h, w);
                            add(gradSampled, n, c, h, w, grad * weights.endConvWeight()[k * channels + c]);
                        }
                        if (parameters.endConvBiasSums() != null) {
                            parameters.endConvBiasSums()[k] += grad;
                        }
                    }
                }
            }
        }
        return gradSampled;
    }

    /** How the samples of a group's channels change as its point moves; not at all where it is at the border. */
    private DoubleTensor gradOffsets(DoubleTensor gradSampled) {
        int perComponent = g * s * s;
        return DoubleTensor.of(x.n(), config.offsetChannels(), x.h(), x.w(), (n, k, h, w) -> {
            boolean isX = k < perComponent;
            int group = k % perComponent / (s * s);
            int high = s * h + k % (s * s) / s;
            int wide = s * w + k % s;
            double point = trace.coordinates().get(n, isX ? group : g + group, high, wide);
            if (!(point > 0 && point < (isX ? x.w() : x.h()) - 1)) {
                return 0;
            }
            double sum = 0;
            for (int c = group * config.channelsPerGroup(); c < (group + 1) * config.channelsPerGroup(); c++) {
                sum += gradSampled.get(n, c, high, wide) * slope(n, c, group, high, wide, isX);
            }
            return sum;
        });
    }

    /** The slope of the bilinear surface of one channel, in the direction of x or of y. */
    private double slope(int n, int c, int group, int high, int wide, boolean isX) {
        int x0 = (int) trace.taps().get(n, group, high, wide);
        int y0 = (int) trace.taps().get(n, g + group, high, wide);
        double fx = trace.coordinates().get(n, group, high, wide) - x0;
        double fy = trace.coordinates().get(n, g + group, high, wide) - y0;
        double nw = value(n, c, y0, x0);
        double ne = value(n, c, y0, x0 + 1);
        double sw = value(n, c, y0 + 1, x0);
        double se = value(n, c, y0 + 1, x0 + 1);
        return isX
                ? (1 - fy) * (ne - nw) + fy * (se - sw)
                : (1 - fx) * (sw - nw) + fx * (se - ne);
    }

    private DoubleTensor gradXTaps(DoubleTensor gradSampled) {
        DoubleTensor gradXTaps = DoubleTensor.of(x.n(), x.c(), x.h(), x.w(), (n, c, h, w) -> 0);
        for (int n = 0; n < x.n(); n++) {
            for (int c = 0; c < x.c(); c++) {
                for (int h = 0; h < gradSampled.h(); h++) {
                    for (int w = 0; w < gradSampled.w(); w++) {
                        scatter(n, c, h, w, gradSampled.get(n, c, h, w), gradXTaps);
                    }
                }
            }
        }
        return gradXTaps;
    }

    /** To the pixels that one output has read, as far as they are in the map. */
    private void scatter(int n, int c, int high, int wide, double grad, DoubleTensor gradXTaps) {
        int group = c / config.channelsPerGroup();
        int x0 = (int) trace.taps().get(n, group, high, wide);
        int y0 = (int) trace.taps().get(n, g + group, high, wide);
        for (int neighbour = 0; neighbour < 4; neighbour++) {
            int h = y0 + neighbour / 2;
            int w = x0 + neighbour % 2;
            if (h < x.h() && w < x.w()) {
                add(gradXTaps, n, c, h, w, grad * trace.bilinear().get(n, neighbour * g + group, high, wide));
            }
        }
    }

    private DoubleTensor gradLinear(DoubleTensor gradOffsets) {
        return like(gradOffsets, (n, k, h, w) -> gradOffsets.get(n, k, h, w) * (trace.scope() == null
                ? ReferenceScope.STATIC_RANGE
                : ReferenceScope.DYNAMIC_RANGE * ReferenceScope.sigmoid(trace.scope().get(n, k, h, w))));
    }

    private DoubleTensor gradScope(DoubleTensor gradOffsets) {
        return like(gradOffsets, (n, k, h, w) -> {
            double scope = trace.scope().get(n, k, h, w);
            return gradOffsets.get(n, k, h, w) * ReferenceScope.DYNAMIC_RANGE * trace.linear().get(n, k, h, w)
                    * ReferenceScope.sigmoid(scope) * ReferenceScope.sigmoid(-scope);
        });
    }

    /** The gradient of one pixel through one convolution. */
    private double through(DoubleTensor grad, float[] weight, int n, int c, int h, int w) {
        double sum = 0;
        for (int row = 0; row < config.convOutputs(); row++) {
            sum += weight[row * config.convInputs() + c / positions]
                    * grad.get(n, row * positions + c % positions, h, w);
        }
        return sum;
    }

    /** Adds the gradients of one convolution's weight and bias. */
    private void add(DoubleTensor grad, double[] weightSums, double[] biasSums) {
        for (int n = 0; n < grad.n(); n++) {
            for (int k = 0; k < grad.c(); k++) {
                for (int h = 0; h < grad.h(); h++) {
                    for (int w = 0; w < grad.w(); w++) {
                        add(grad.get(n, k, h, w), n, k, h, w, weightSums, biasSums);
                    }
                }
            }
        }
    }

    private void add(double grad, int n, int k, int h, int w, double[] weightSums, double[] biasSums) {
        int row = k / positions;
        for (int c = 0; c < config.convInputs(); c++) {
            weightSums[row * config.convInputs() + c] += grad * x.get(n, c * positions + k % positions, h, w);
        }
        if (biasSums != null) {
            biasSums[row] += grad;
        }
    }

    private double value(int n, int c, int h, int w) {
        return h < x.h() && w < x.w() ? x.get(n, c, h, w) : 0;
    }

    private static DoubleTensor like(DoubleTensor tensor, DoubleTensor.Elements elements) {
        return DoubleTensor.of(tensor.n(), tensor.c(), tensor.h(), tensor.w(), elements);
    }

    private static void add(DoubleTensor tensor, int n, int c, int h, int w, double value) {
        tensor.data()[((n * tensor.c() + c) * tensor.h() + h) * tensor.w() + w] += value;
    }
}
