package io.github.dysample.verify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.DySample;
import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import io.github.dysample.Trace;
import io.github.dysample.testkit.internal.Inputs;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReferenceLayerTest {
    /** A point moves by some 1e-7 pixels by rounding, and values rise by some 6 per pixel at most. */
    private static final Tolerance ROUNDING = new Tolerance(0, 1e-5);

    @ParameterizedTest
    @EnumSource
    void theLayerIsThisUpToItsRounding(Style style) {
        SplittableRandom random = new SplittableRandom(1);
        for (int scale = 1; scale <= 4; scale++) {
            for (boolean dynamic : new boolean[] {false, true}) {
                DySampleConfig config = new DySampleConfig(3 * scale * scale, scale, 3, style, dynamic);
                DySampleWeights weights = Inputs.weights(random, config, 0.7, true, scale % 2 == 0);
                Tensor x = Inputs.tame(random, 2, config.channels(), 5, 9);
                Tensor y = DySample.of(weights, "scalar").forward(x);
                TensorComparison.of(y, ReferenceLayer.of(weights).forward(x), ROUNDING).orThrow();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void withOwnPositionsAndAConvolutionAfterTheSampling(Style style) {
        SplittableRandom random = new SplittableRandom(7);
        DySampleConfig config = new DySampleConfig(12, 2, 3, style, true);
        DySampleWeights weights = Inputs.withEndConv(random, Inputs.weights(random, config, 0.7, true, false), 5)
                .withInitialPositions(Inputs.array(random, config.offsetChannels(), 0.5));
        Tensor x = Inputs.tame(random, 2, 12, 5, 9);
        DoubleTrace exact = ReferenceLayer.of(weights).trace(x);
        Trace trace = DySample.of(weights, "scalar").trace(x);
        // The convolution adds up the errors of 12 channels.
        TensorComparison.of(trace.output(), exact.output(), new Tolerance(0, 12 * 1e-5)).orThrow();
        TensorComparison.of(trace.sampled(), exact.sampled(), ROUNDING).orThrow();
        TensorComparison.of(trace.offsets(), exact.offsets(), ROUNDING).orThrow();
        assertArrayEquals(new int[] {2, 5, 10, 18}, exact.output().shape());
        assertArrayEquals(new int[] {2, 12, 10, 18}, exact.sampled().shape());
        assertEquals(exact.sampled(), ReferenceLayer.of(weights.withEndConv(0, null, null)).forward(x));
    }

    @Test
    void aConvolutionAfterTheSamplingByHand() {
        DySampleConfig config = new DySampleConfig(2, 1, 1, Style.LP, false);
        DySampleWeights weights = new DySampleWeights(config, new float[4], null, null, null);
        Tensor x = Tensor.of(new float[] {3, 5}, 1, 2, 1, 1);
        float[] weight = {1, 10, 100, -1};
        assertArrayEquals(new double[] {54, 294},
                ReferenceLayer.of(weights.withEndConv(2, weight, new float[] {1, -1})).forward(x).data());
        assertArrayEquals(new double[] {53, 295},
                ReferenceLayer.of(weights.withEndConv(2, weight, null)).forward(x).data());
    }

    @Test
    void aPointWorkedOutByHand() {
        // The bias alone makes the offsets of sub-row 1, sub-column 0: 3/4 − 1/4 to the right, −2/4 + 1/4 down.
        DySampleConfig config = new DySampleConfig(1, 2, 1, Style.LP, false);
        float[] bias = {3, 3, 3, 3, -2, -2, -2, -2};
        DySampleWeights weights = new DySampleWeights(config, new float[8], bias, null, null);
        Tensor x = Tensor.of(new float[] {0, 1, 10, 11}, 1, 1, 2, 2);
        DoubleTrace trace = ReferenceLayer.of(weights).trace(x);
        // Output (3, 0) belongs to pixel (1, 0), sub-row 1, sub-column 0.
        assertEquals(0.5, trace.offsets().get(0, 2, 1, 0));
        assertEquals(-0.25, trace.offsets().get(0, 6, 1, 0));
        assertEquals(0.5, trace.coordinates().get(0, 0, 3, 0));
        assertEquals(0.75, trace.coordinates().get(0, 1, 3, 0));
        assertEquals(0, trace.taps().get(0, 1, 3, 0));
        assertEquals(0.375, trace.bilinear().get(0, 2, 3, 0));
        assertEquals(8, trace.output().get(0, 0, 3, 0));
    }

    @Test
    void specialOffsets() {
        DySampleConfig config = new DySampleConfig(1, 1, 1, Style.LP, false);
        Tensor x = Tensor.of(new float[] {1, 2, 3, 4}, 1, 1, 2, 2);
        float[][] offsetsAndValues = {{Float.NaN, 1}, {Float.POSITIVE_INFINITY, 4}, {-1e30f, 1}, {1e30f, 4}};
        for (float[] pair : offsetsAndValues) {
            float[] bias = {pair[0], pair[0]};
            DySampleWeights weights = new DySampleWeights(config, new float[2], bias, null, null);
            assertArrayEquals(
                    new double[] {pair[1], pair[1], pair[1], pair[1]}, ReferenceLayer.of(weights).forward(x).data());
        }
    }

    @Test
    void anInfinitePixelAtTheEdge() {
        // Its neighbours outside count as 0: copies of it would make NaN of their weights 0.
        DySampleConfig config = new DySampleConfig(1, 1, 1, Style.LP, false);
        DySampleWeights weights = new DySampleWeights(config, new float[2], new float[] {40, 40}, null, null);
        Tensor x = Tensor.of(new float[] {1, 2, 3, Float.POSITIVE_INFINITY}, 1, 1, 2, 2);
        assertEquals(Double.POSITIVE_INFINITY, ReferenceLayer.of(weights).forward(x).get(0, 0, 0, 0));
    }

    @Test
    void badInput() {
        DySampleWeights weights = DySampleWeights.initial(DySampleConfig.dySample(4), 0);
        String message = assertThrows(IllegalArgumentException.class,
                () -> ReferenceLayer.of(weights).forward(Tensor.zeros(1, 8, 2, 2))).getMessage();
        assertTrue(message.contains("(1, 8, 2, 2)") && message.contains("4 channels"), message);
        assertThrows(IllegalArgumentException.class, () -> ReferenceLayer.of(null));
        assertThrows(IllegalArgumentException.class, () -> new DoubleTensor(new double[3], 1, 1, 2, 2));
        DoubleTensor tensor = new DoubleTensor(new double[4], 1, 1, 2, 2);
        assertThrows(IndexOutOfBoundsException.class, () -> tensor.get(0, 0, 2, 0));
    }
}
