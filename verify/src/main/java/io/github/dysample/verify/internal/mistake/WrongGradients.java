package io.github.dysample.verify.internal.mistake;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleGradients;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import io.github.dysample.verify.DoubleGradientTrace;
import io.github.dysample.verify.DoubleTensor;
import io.github.dysample.verify.DoubleTrace;
import io.github.dysample.verify.GoldenCase;
import io.github.dysample.verify.Mistake;
import io.github.dysample.verify.ReferenceLayer;
import java.util.EnumSet;
import java.util.Set;

/** The backward pass in float64 with some mistakes, stage by stage like {@code ReferenceLayer}; else the same. */
public final class WrongGradients {
    private final DySampleWeights weights;
    private final DySampleConfig layer;
    private final MistakenConfig config;
    private final Tensor x;
    private final Tensor gradOut;
    private final DoubleTrace forward;

    /** A backward pass that makes all of some mistakes. */
    public WrongGradients(GoldenCase golden, Set<Mistake> mistakes) {
        weights = golden.weights();
        layer = weights.config();
        config = new MistakenConfig(layer, mistakes);
        x = golden.x();
        gradOut = golden.gradOut();
        forward = config.has(Mistake.HALF_PRECISION_GRID_IN_GRADIENT)
                ? new WrongLayer(weights, EnumSet.of(Mistake.HALF_PRECISION_GRID)).trace(x)
                : ReferenceLayer.of(weights).trace(x);
    }

    private boolean has(Mistake mistake) {
        return config.has(mistake);
    }

    /** {@return every stage, as this port computes it} */
    public DoubleGradientTrace trace() {
        DySampleGradients parameters = DySampleGradients.zeros(weights);
        DoubleTensor gradSampled = gradSampled(parameters);
        DoubleTensor gradOffsets = new WrongOffsetGradient(config, x, gradSampled, forward).offsets();
        DoubleTensor gradXTaps = new WrongScatter(config, x, gradSampled, forward).taps();
        DoubleTensor gradLinear = gradLinear(gradOffsets);
        DoubleTensor gradScope = layer.dynamicScope() ? gradScope(gradOffsets) : null;
        WrongWeightGradient sums = new WrongWeightGradient(config, x);
        sums.add(gradLinear, parameters.offsetWeightSums(), parameters.offsetBiasSums());
        if (gradScope != null) {
            sums.add(gradScope, parameters.scopeWeightSums(), parameters.scopeBiasSums());
        }
        return new DoubleGradientTrace(
                gradOffsets, gradXTaps, gradLinear, gradScope, gradX(gradXTaps, gradLinear, gradScope), parameters);
    }

    private DoubleTensor gradSampled(DySampleGradients parameters) {
        if (!layer.hasEndConv()) {
            return DoubleTensor.of(gradOut.n(), gradOut.c(), gradOut.h(), gradOut.w(), gradOut::get);
        }
        int channels = layer.channels();
        DoubleTensor sampled = forward.sampled();
        return DoubleTensor.of(gradOut.n(), channels, gradOut.h(), gradOut.w(), (n, c, h, w) -> {
            double sum = 0;
            for (int k = 0; k < gradOut.c(); k++) {
                double grad = gradOut.get(n, k, h, w);
                sum += grad * weights.endConvWeight()[k * channels + c];
                parameters.endConvWeightSums()[k * channels + c] += grad * sampled.get(n, c, h, w);
                if (c == 0 && parameters.endConvBiasSums() != null) {
                    parameters.endConvBiasSums()[k] += grad;
                }
            }
            return sum;
        });
    }

    private DoubleTensor gradLinear(DoubleTensor gradOffsets) {
        boolean all = !has(Mistake.NO_RANGE_FACTOR_IN_GRADIENT);
        return DoubleTensor.of(gradOffsets.n(), gradOffsets.c(), gradOffsets.h(), gradOffsets.w(), (n, k, h, w) -> {
            double grad = gradOffsets.get(n, k, h, w);
            return forward.scope() == null
                    ? grad * (all ? 0.25 : 1)
                    : grad * (all ? 0.5 : 1) * sigmoid(forward.scope().get(n, k, h, w));
        });
    }

    private DoubleTensor gradScope(DoubleTensor gradOffsets) {
        double factor = has(Mistake.NO_RANGE_FACTOR_IN_GRADIENT) ? 1 : 0.5;
        DoubleTensor scaled = has(Mistake.OFFSET_IN_SCOPE_GRADIENT) ? forward.offsets() : forward.linear();
        return DoubleTensor.of(gradOffsets.n(), gradOffsets.c(), gradOffsets.h(), gradOffsets.w(), (n, k, h, w) -> {
            double scope = forward.scope().get(n, k, h, w);
            double slope = sigmoid(scope) * (has(Mistake.WRONG_SIGMOID_SLOPE) ? 1 : sigmoid(-scope));
            return gradOffsets.get(n, k, h, w) * factor * scaled.get(n, k, h, w) * slope;
        });
    }

    private static double sigmoid(double value) {
        return 1 / (1 + StrictMath.exp(-value));
    }

    private DoubleTensor gradX(DoubleTensor gradXTaps, DoubleTensor gradLinear, DoubleTensor gradScope) {
        boolean linear = !has(Mistake.GRADIENT_OF_TAPS_ALONE);
        boolean scope = linear && gradScope != null && !has(Mistake.NO_GRADIENT_THROUGH_SCOPE);
        return DoubleTensor.of(x.n(), x.c(), x.h(), x.w(), (n, c, h, w) -> gradXTaps.get(n, c, h, w)
                + (linear ? through(gradLinear, weights.offsetWeight(), n, c, h, w) : 0)
                + (scope ? through(gradScope, weights.scopeWeight(), n, c, h, w) : 0));
    }

    /** The gradient of a pixel through one convolution. */
    private double through(DoubleTensor grad, float[] weight, int n, int c, int h, int w) {
        if (layer.style() == Style.LP) {
            return throughConvolution(grad, weight, n, c, 0, 1, h, w);
        }
        int s = layer.scale();
        if (!has(Mistake.GRADIENT_NOT_UNSHUFFLED)) {
            return throughConvolution(grad, weight, n, c / (s * s), c % (s * s), s * s, h, w);
        }
        // The array of the shuffled gradient read as if it had the input's shape.
        int flat = (c * x.h() + h) * x.w() + w;
        int high = flat / (s * x.w()) % (s * x.h());
        int wide = flat % (s * x.w());
        int input = flat / (s * s * x.h() * x.w());
        return throughConvolution(grad, weight, n, input, high % s * s + wide % s, s * s, high / s, wide / s);
    }

    private double throughConvolution(
            DoubleTensor grad, float[] weight, int n, int input, int position, int positions, int h, int w) {
        double sum = 0;
        for (int row = 0; row < layer.convOutputs(); row++) {
            sum += weight[row * layer.convInputs() + input] * grad.get(n, row * positions + position, h, w);
        }
        return sum;
    }
}
