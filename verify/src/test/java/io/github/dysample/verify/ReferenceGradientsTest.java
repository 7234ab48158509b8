package io.github.dysample.verify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.DySample;
import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleGradients;
import io.github.dysample.DySampleWeights;
import io.github.dysample.GradientTrace;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import io.github.dysample.testkit.internal.Inputs;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReferenceGradientsTest {
    private static final float STEP = 0x1p-9f;
    /** Of the largest gradient of an array: the square of the step times a third derivative of some units. */
    private static final double CLOSE = 2e-5;
    /** Of the largest value: what float32 adds up to over the channels and positions of these maps. */
    private static final double ROUNDING = 1e-5;

    /** Pixels between which the points lie whatever the weights are, and pixels far outside, where they are clipped. */
    private static final float[] AWAY_FROM_KINKS = {0.4f, -0.5f, 1.45f, -9.5f, 12.5f, 0.55f};

    private final SplittableRandom random = new SplittableRandom(11);

    @ParameterizedTest
    @EnumSource
    void areTheSlopesOfTheLayer(Style style) {
        for (boolean dynamic : new boolean[] {false, true}) {
            for (int end : new int[] {0, 3}) {
                for (int scale = 1; scale <= 2; scale++) {
                    checkSlopes(awayFromKinks(style, scale, dynamic, end));
                }
            }
        }
    }

    private DySampleWeights awayFromKinks(Style style, int scale, boolean dynamic, int end) {
        DySampleConfig config = new DySampleConfig(8, scale, 2, style, dynamic);
        float[] initial = new float[config.offsetChannels()];
        for (int k = 0; k < initial.length; k++) {
            initial[k] = AWAY_FROM_KINKS[random.nextInt(AWAY_FROM_KINKS.length)];
        }
        DySampleWeights weights =
                Inputs.weights(random, config, 0.15, true, random.nextBoolean()).withInitialPositions(initial);
        return end == 0
                ? weights
                : weights.withEndConv(end, Inputs.array(random, 8 * end, 1), Inputs.array(random, end, 1));
    }

    private void checkSlopes(DySampleWeights weights) {
        DySampleConfig config = weights.config();
        Tensor x = Inputs.tame(random, 2, 8, 3, 4);
        Tensor gradOut = Inputs.tame(random, 2, config.outputChannels(), 3 * config.scale(), 4 * config.scale());
        DoubleGradientTrace trace = ReferenceLayer.of(weights).backward(x, gradOut);
        DySampleGradients parameters = trace.parameters();
        assertSlopes(slopes(x.data(), weights, x, gradOut), trace.gradX().data(), weights + ", x");
        assertSlopes(slopes(weights.offsetWeight(), weights, x, gradOut), parameters.offsetWeightSums(),
                weights + ", offset.weight");
        assertSlopes(slopes(weights.offsetBias(), weights, x, gradOut), parameters.offsetBiasSums(),
                weights + ", offset.bias");
        if (config.dynamicScope()) {
            assertSlopes(slopes(weights.scopeWeight(), weights, x, gradOut), parameters.scopeWeightSums(),
                    weights + ", scope.weight");
        }
        if (weights.scopeBias() != null) {
            assertSlopes(slopes(weights.scopeBias(), weights, x, gradOut), parameters.scopeBiasSums(),
                    weights + ", scope.bias");
        }
        if (config.hasEndConv()) {
            assertSlopes(slopes(weights.endConvWeight(), weights, x, gradOut), parameters.endConvWeightSums(),
                    weights + ", end_conv.weight");
            assertSlopes(slopes(weights.endConvBias(), weights, x, gradOut), parameters.endConvBiasSums(),
                    weights + ", end_conv.bias");
        }
    }

    /** By each value: the difference that a small change of it makes, up and down, by exactly known steps. */
    private static double[] slopes(float[] values, DySampleWeights weights, Tensor x, Tensor gradOut) {
        double[] slopes = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            float value = values[i];
            float above = value + STEP;
            float below = value - STEP;
            values[i] = above;
            double loss = loss(weights, x, gradOut);
            values[i] = below;
            slopes[i] = (loss - loss(weights, x, gradOut)) / ((double) above - below);
            values[i] = value;
        }
        return slopes;
    }

    private static double loss(DySampleWeights weights, Tensor x, Tensor gradOut) {
        double[] y = ReferenceLayer.of(weights).forward(x).data();
        double loss = 0;
        for (int i = 0; i < y.length; i++) {
            loss += y[i] * gradOut.data()[i];
        }
        return loss;
    }

    private static void assertSlopes(double[] slopes, double[] gradients, String what) {
        assertArrayEquals(slopes, gradients, CLOSE * largest(slopes), what);
    }

    @ParameterizedTest
    @EnumSource
    void theLayersOwnAreTheseUpToTheirRounding(Style style) {
        for (int scale = 1; scale <= 3; scale++) {
            for (boolean dynamic : new boolean[] {false, true}) {
                DySampleConfig config = new DySampleConfig(3 * scale * scale, scale, 3, style, dynamic);
                DySampleWeights weights = Inputs.weights(random, config, 0.7, true, scale % 2 == 0);
                check(scale % 2 == 0 ? Inputs.withEndConv(random, weights, 5) : weights);
            }
        }
    }

    private void check(DySampleWeights weights) {
        DySampleConfig config = weights.config();
        Tensor x = Inputs.tame(random, 2, config.channels(), 5, 9);
        Tensor gradOut = Inputs.tame(random, 2, config.outputChannels(), 5 * config.scale(), 9 * config.scale());
        GradientTrace ours = DySample.of(weights, "scalar").traceBackward(x, gradOut);
        DoubleGradientTrace exact = ReferenceLayer.of(weights).backward(x, gradOut);
        assertClose(exact.gradOffsets().data(), ours.gradOffsets().data(), weights + ", offsets");
        assertClose(exact.gradXTaps().data(), ours.gradXTaps().data(), weights + ", taps");
        assertClose(exact.gradLinear().data(), ours.gradLinear().data(), weights + ", linear");
        assertClose(exact.gradX().data(), ours.gradX().data(), weights + ", x");
        DySampleGradients parameters = exact.parameters();
        assertClose(parameters.offsetWeightSums(), ours.parameters().offsetWeight(), weights + ", offset.weight");
        assertClose(parameters.offsetBiasSums(), ours.parameters().offsetBias(), weights + ", offset.bias");
        if (config.dynamicScope()) {
            assertClose(exact.gradScope().data(), ours.gradScope().data(), weights + ", scope");
            assertClose(parameters.scopeWeightSums(), ours.parameters().scopeWeight(), weights + ", scope.weight");
        }
        if (config.hasEndConv()) {
            assertClose(parameters.endConvWeightSums(), ours.parameters().endConvWeight(), weights + ", end_conv");
        }
    }

    private static void assertClose(double[] exact, float[] ours, String what) {
        double[] widened = new double[ours.length];
        for (int i = 0; i < widened.length; i++) {
            widened[i] = ours[i];
        }
        assertArrayEquals(exact, widened, ROUNDING * largest(exact), what);
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertTrue(largest > 0, "all are 0");
        return largest;
    }

    /** On the edges and beyond an offset has no effect; on a pixel's centre it counts in the cell to the right. */
    @Test
    void onKinksAndWhereThePointIsClipped() {
        DySampleConfig config = new DySampleConfig(1, 1, 1, Style.LP, false);
        Tensor x = Tensor.of(new float[] {1, 3, 10}, 1, 1, 1, 3);
        Tensor ones = Tensor.of(new float[] {1, 1, 1}, 1, 1, 1, 3);
        float[][] offsetsAndGradients = {
            {0, 0, 7, 0}, {1, 7, 0, 0}, {-1, 0, 0, 7}, {0.5f, 2, 7, 0}, {3, 0, 0, 0}, {Float.NaN, 0, 0, 0},
            {Float.POSITIVE_INFINITY, 0, 0, 0}
        };
        for (float[] row : offsetsAndGradients) {
            DySampleWeights weights = new DySampleWeights(config, new float[2], null, null, null)
                    .withInitialPositions(new float[] {row[0], 0});
            // A map of one row: no offset of y has an effect.
            double[] expected = {row[1], row[2], row[3], 0, 0, 0};
            assertArrayEquals(expected, ReferenceLayer.of(weights).backward(x, ones).gradOffsets().data());
            assertExactly(expected, weights, x, ones);
        }
    }

    private static void assertExactly(double[] expected, DySampleWeights weights, Tensor x, Tensor ones) {
        float[] ours = DySample.of(weights, "scalar").traceBackward(x, ones).gradOffsets().data();
        for (int i = 0; i < ours.length; i++) {
            assertTrue(expected[i] == ours[i], "element " + i + " is " + ours[i] + ", not " + expected[i]);
        }
    }

    @Test
    void badInput() {
        DySampleWeights weights = DySampleWeights.initial(DySampleConfig.dySample(4), 0);
        ReferenceLayer layer = ReferenceLayer.of(weights);
        String message = assertThrows(IllegalArgumentException.class,
                () -> layer.backward(Tensor.zeros(1, 4, 2, 3), Tensor.zeros(1, 4, 2, 3))).getMessage();
        assertTrue(message.contains("(1, 4, 2, 3)") && message.contains("(1, 4, 4, 6)"), message);
        assertThrows(IllegalArgumentException.class, () -> layer.backward(Tensor.zeros(1, 4, 2, 3), null));
    }
}
