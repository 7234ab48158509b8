package io.github.dysample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DySampleWeightsTest {
    private static final DySampleConfig STATIC = new DySampleConfig(4, 2, 1, Style.LP, false);
    private static final DySampleConfig DYNAMIC = new DySampleConfig(4, 2, 1, Style.LP, true);

    @Test
    void beginsAsPyTorchDoesUnderSeedZero() {
        float[] weight = DySampleWeights.initial(DySampleConfig.dySample(64), 0).offsetWeight();
        assertEquals(2048, weight.length);
        double[] expected = {1.9237e-4, -1.7772e-4, 3.2137e-4, 1.87933e-3};
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], weight[i], 0.5e-8);
        }
    }

    @Test
    void onlyTheLowBitsOfTheSeedCount() {
        float[] weight = DySampleWeights.initial(STATIC, 7).offsetWeight();
        assertArrayEquals(weight, DySampleWeights.initial(STATIC, 7 + (1L << 32)).offsetWeight());
        assertArrayEquals(weight, DySampleWeights.initial(STATIC, 7 + Long.MIN_VALUE).offsetWeight());
        assertFalse(Arrays.equals(weight, DySampleWeights.initial(STATIC, 8).offsetWeight()));
        assertArrayEquals(
                DySampleWeights.initial(STATIC, -1).offsetWeight(),
                DySampleWeights.initial(STATIC, 0xffff_ffffL).offsetWeight());
    }

    @Test
    void allButTheOffsetWeightIsZero() {
        DySampleWeights weights = DySampleWeights.initial(DYNAMIC, 3);
        assertArrayEquals(new float[8], weights.offsetBias());
        assertArrayEquals(new float[32], weights.scopeWeight());
        assertNull(weights.scopeBias());
        assertNull(DySampleWeights.initial(STATIC, 3).scopeWeight());
    }

    @Test
    void theScopeDoesNotChangeTheOffsetWeight() {
        // PyTorch draws the scope's weights after the offset's.
        assertArrayEquals(
                DySampleWeights.initial(STATIC, 3).offsetWeight(), DySampleWeights.initial(DYNAMIC, 3).offsetWeight());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 8, 9, 11, 12, 500, 4096})
    void valuesAreNormalWithDeviationOneThousandth(int channels) {
        // Twice as many weights as channels: fewer than 16 go one way, others in blocks of 16 with or without a rest.
        DySampleConfig config = new DySampleConfig(channels, 1, 1, Style.LP, false);
        double[] pooled = new double[0];
        for (int seed = 0; pooled.length < 20_000; seed++) {
            float[] weight = DySampleWeights.initial(config, seed).offsetWeight();
            int from = pooled.length;
            pooled = Arrays.copyOf(pooled, from + weight.length);
            for (int i = 0; i < weight.length; i++) {
                pooled[from + i] = weight[i] * 1000.0;
            }
        }
        // Five standard errors, for fixed seeds; the fourth moment of a normal distribution is 3.
        double root = Math.sqrt(pooled.length);
        assertEquals(0, StatUtils.mean(pooled), 5 / root);
        assertEquals(1, StatUtils.variance(pooled), 5 * Math.sqrt(2) / root);
        double fourth = Arrays.stream(pooled).map(v -> v * v * v * v).average().orElseThrow();
        assertEquals(3, fourth, 5 * Math.sqrt(96) / root);
    }

    @Test
    void sharesItsArrays() {
        float[] weight = new float[32];
        assertSame(weight, new DySampleWeights(STATIC, weight, null, null, null).offsetWeight());
    }

    @Test
    void arraysThatDoNotFit() {
        float[] w = new float[32];
        float[] b = new float[8];
        assertRefused(() -> new DySampleWeights(null, w, b, null, null), "config is null");
        assertRefused(() -> new DySampleWeights(STATIC, null, b, null, null), "offset.weight is missing", "32");
        assertRefused(() -> new DySampleWeights(STATIC, new float[31], b, null, null), "offset.weight has 31", "32");
        assertRefused(() -> new DySampleWeights(STATIC, w, w, null, null), "offset.bias has 32", "8");
        assertRefused(() -> new DySampleWeights(STATIC, w, b, w, null), "scope.weight is given", "static");
        assertRefused(() -> new DySampleWeights(STATIC, w, b, null, b), "scope.bias is given without scope.weight");
        assertRefused(() -> new DySampleWeights(DYNAMIC, w, b, null, null), "scope.weight is missing", "32");
        assertRefused(() -> new DySampleWeights(DYNAMIC, w, b, b, null), "scope.weight has 8", "32");
        assertRefused(() -> new DySampleWeights(DYNAMIC, w, b, w, w), "scope.bias has 32", "8");
    }

    private static void assertRefused(Executable call, String... parts) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), () -> "\"" + part + "\" is not in \"" + message + "\"");
        }
    }
}
