package io.github.dysample.verify;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.Tensor;

/**
 * A layer in float64, stage by stage as in the paper: x of shape (B, C, H, W) to y of shape (B, O, sH, sW).
 *
 * <p>Parameters and input are float32 values, the initial positions among them; everything from there on is float64, so
 * a difference from this is an error of the other computation. Coordinates are formed and clipped, and sums have no
 * particular order: in this precision neither shows. Results are the same on every machine.
 *
 * <p>Special values are those of {@link io.github.dysample.DySample}: a NaN offset samples coordinate 0, an infinite
 * one clips to the edge, a neighbour outside the map counts as 0. Immutable; safe to share between threads as long as
 * the weights are not changed.
 *
 * <p>Source: <cite>Learning to Upsample by Learning to Sample</cite>, ICCV 2023, section 3;
 * {@code torch.nn.functional.grid_sample}, bilinear, border.
 */
public final class ReferenceLayer {
    private final DySampleWeights weights;
    private final DySampleConfig config;
    private final int s;
    private final int g;

    private ReferenceLayer(DySampleWeights weights) {
        this.weights = weights;
        config = weights.config();
        s = config.scale();
        g = config.groups();
    }

    /**
     * {@return a layer}
     *
     * @param weights the parameters; not copied
     */
    public static ReferenceLayer of(DySampleWeights weights) {
        if (weights == null) {
            throw new IllegalArgumentException("weights is null");
        }
        return new ReferenceLayer(weights);
    }

    /**
     * {@return the output (B, O, sH, sW)}
     *
     * @param x the input (B, C, H, W)
     * @throws IllegalArgumentException if the shape does not fit the config, or a stage is more than an array holds
     */
    public DoubleTensor forward(Tensor x) {
        return trace(x).output();
    }

    /**
     * {@return every stage, the output included}
     *
     * @param x the input (B, C, H, W)
     * @throws IllegalArgumentException as {@link #forward}
     */
    public DoubleTrace trace(Tensor x) {
        if (x == null) {
            throw new IllegalArgumentException("x is null");
        }
        config.checkInput(x.n(), x.c(), x.h(), x.w());
        DoubleTensor linear = branch(x, weights.offsetWeight(), weights.offsetBias());
        DoubleTensor scope = config.dynamicScope() ? branch(x, weights.scopeWeight(), weights.scopeBias()) : null;
        return trace(x, linear, scope, offsets(linear, scope));
    }

    /** The stages after these, which may be another computation's: what follows is then free of its errors in them. */
    DoubleTrace trace(Tensor x, DoubleTensor linear, DoubleTensor scope, DoubleTensor offsets) {
        DoubleTensor coordinates = coordinates(offsets);
        DoubleTensor taps = taps(coordinates);
        DoubleTensor bilinear = bilinear(coordinates, taps);
        DoubleTensor channels = sample(x, taps, bilinear);
        DoubleTensor sampled = config.hasEndConv() ? channels : null;
        DoubleTensor output = config.hasEndConv() ? endConv(sampled) : channels;
        return new DoubleTrace(linear, scope, offsets, coordinates, taps, bilinear, sampled, output);
    }

    /**
     * The backward pass.
     *
     * <p>A point on the border, clipped to it or NaN gives its offset the gradient 0; one on a pixel's centre belongs
     * to the cell that begins there.
     *
     * @param x the input (B, C, H, W)
     * @param gradOut the gradient of the output (B, O, sH, sW)
     * @return the gradient of every stage
     * @throws IllegalArgumentException as {@link #forward}, and if the shape of {@code gradOut} does not fit
     */
    public DoubleGradientTrace backward(Tensor x, Tensor gradOut) {
        DoubleTrace trace = trace(x);
        int[] shape = trace.output().shape();
        if (gradOut == null || !gradOut.hasShape(shape[0], shape[1], shape[2], shape[3])) {
            throw new IllegalArgumentException("gradOut " + (gradOut == null ? "is null" : "has shape "
                    + gradOut.shapeString()) + ", must be " + trace.output().shapeString());
        }
        return new ReferenceGradients(weights, x, trace).run(gradOut);
    }

    /** One convolution at every pixel. With style pl a row reads every s²-th input channel, as the shuffles do. */
    private DoubleTensor branch(Tensor x, float[] weight, float[] bias) {
        int positions = config.style() == Style.PL ? s * s : 1;
        return DoubleTensor.of(x.n(), config.offsetChannels(), x.h(), x.w(), (n, k, h, w) -> {
            int row = k / positions;
            double sum = bias == null ? 0 : bias[row];
            for (int c = 0; c < config.convInputs(); c++) {
                double value = x.get(n, c * positions + k % positions, h, w);
                sum += weight[row * config.convInputs() + c] * value;
            }
            return sum;
        });
    }

    private DoubleTensor offsets(DoubleTensor linear, DoubleTensor scope) {
        float[] initial = weights.initialPositions();
        return DoubleTensor.of(linear.n(), linear.c(), linear.h(), linear.w(), (n, k, h, w) -> {
            double range = scope == null
                    ? ReferenceScope.STATIC_RANGE
                    : ReferenceScope.DYNAMIC_RANGE * ReferenceScope.sigmoid(scope.get(n, k, h, w));
            return linear.get(n, k, h, w) * range + initial[k];
        });
    }

    private DoubleTensor coordinates(DoubleTensor offsets) {
        return DoubleTensor.of(offsets.n(), 2 * g, s * offsets.h(), s * offsets.w(), (n, k, y, x) -> {
            boolean isX = k < g;
            double offset = offsets.get(n, (k * s + y % s) * s + x % s, y / s, x / s);
            double point = (isX ? x / s : y / s) + offset;
            double last = (isX ? offsets.w() : offsets.h()) - 1;
            // Written so that NaN becomes 0, too.
            return point > 0 ? Math.min(point, last) : 0;
        });
    }

    private static DoubleTensor taps(DoubleTensor coordinates) {
        return DoubleTensor.of(coordinates.n(), coordinates.c(), coordinates.h(), coordinates.w(),
                (n, k, y, x) -> Math.floor(coordinates.get(n, k, y, x)));
    }

    private DoubleTensor bilinear(DoubleTensor coordinates, DoubleTensor taps) {
        return DoubleTensor.of(taps.n(), 4 * g, taps.h(), taps.w(), (n, k, y, x) -> {
            int neighbour = k / g;
            int group = k % g;
            double fx = coordinates.get(n, group, y, x) - taps.get(n, group, y, x);
            double fy = coordinates.get(n, g + group, y, x) - taps.get(n, g + group, y, x);
            return (neighbour % 2 == 0 ? 1 - fx : fx) * (neighbour / 2 == 0 ? 1 - fy : fy);
        });
    }

    private DoubleTensor sample(Tensor x, DoubleTensor taps, DoubleTensor bilinear) {
        return DoubleTensor.of(x.n(), x.c(), taps.h(), taps.w(), (n, c, h, w) -> {
            int group = c / config.channelsPerGroup();
            int x0 = (int) taps.get(n, group, h, w);
            int y0 = (int) taps.get(n, g + group, h, w);
            double sum = 0;
            for (int neighbour = 0; neighbour < 4; neighbour++) {
                sum += bilinear.get(n, neighbour * g + group, h, w)
                        * value(x, n, c, y0 + neighbour / 2, x0 + neighbour % 2);
            }
            return sum;
        });
    }

    private DoubleTensor endConv(DoubleTensor sampled) {
        return DoubleTensor.of(sampled.n(), config.endConvOutputs(), sampled.h(), sampled.w(), (n, k, h, w) -> {
            double sum = weights.endConvBias() == null ? 0 : weights.endConvBias()[k];
            for (int c = 0; c < config.channels(); c++) {
                sum += weights.endConvWeight()[k * config.channels() + c] * sampled.get(n, c, h, w);
            }
            return sum;
        });
    }

    private static double value(Tensor x, int n, int c, int h, int w) {
        return h < x.h() && w < x.w() ? x.get(n, c, h, w) : 0;
    }
}
