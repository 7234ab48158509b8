package io.github.dysample.testkit.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.dysample.Backend;
import io.github.dysample.Backends;
import io.github.dysample.DySample;
import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Interpolation;
import io.github.dysample.Padding;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import io.github.dysample.testkit.internal.Inputs;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold whatever the weights, or for weights whose result is known. */
@Tag("vector")
class FreeOraclesTest {

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "vector"})
    void zeroWeightsAreBilinearUpsampling(String backend) {
        for (int scale = 1; scale <= 4; scale++) {
            Tensor x = uniform(scale, 2, 16, 9, 19);
            Tensor y = DySample.of(zero(16, scale, 2, true), backend).forward(x);
            for (int n = 0; n < y.n(); n++) {
                for (int c = 0; c < y.c(); c++) {
                    for (int h = 0; h < y.h(); h++) {
                        for (int w = 0; w < y.w(); w++) {
                            assertEquals(bilinear(x, n, c, h, w, scale), y.get(n, c, h, w), 1e-6);
                        }
                    }
                }
            }
        }
    }

    /** {@code F.interpolate(mode="bilinear", align_corners=False)}: pixel areas are divided, edges repeated. */
    private static double bilinear(Tensor x, int n, int c, int h, int w, int scale) {
        double py = Math.clamp((h + 0.5) / scale - 0.5, 0, x.h() - 1);
        double px = Math.clamp((w + 0.5) / scale - 0.5, 0, x.w() - 1);
        int y0 = (int) py;
        int x0 = (int) px;
        int y1 = Math.min(y0 + 1, x.h() - 1);
        int x1 = Math.min(x0 + 1, x.w() - 1);
        double upper = x.get(n, c, y0, x0) + (px - x0) * (x.get(n, c, y0, x1) - (double) x.get(n, c, y0, x0));
        double lower = x.get(n, c, y1, x0) + (px - x0) * (x.get(n, c, y1, x1) - (double) x.get(n, c, y1, x0));
        return upper + (py - y0) * (lower - upper);
    }

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "vector"})
    void zeroWeightsAreAGridSampleAtTheCentresOfTheOutput(String backend) {
        int scale = 3;
        Tensor x = uniform(1, 1, 9, 5, 11);
        Tensor y = DySample.of(zero(9, scale, 1, false), backend).forward(x);
        Tensor grid = Tensor.zeros(1, y.h(), y.w(), 2);
        for (int h = 0; h < y.h(); h++) {
            for (int w = 0; w < y.w(); w++) {
                grid.set(0, h, w, 0, (2f * w + 1) / y.w() - 1);
                grid.set(0, h, w, 1, (2f * h + 1) / y.h() - 1);
            }
        }
        Tensor sampled = Tensor.zeros(1, 9, y.h(), y.w());
        Backends.named(backend).gridSample(x, grid, Interpolation.BILINEAR, Padding.BORDER, false, sampled);
        for (int i = 0; i < y.data().length; i++) {
            // The normalised grid rounds coordinates to some 1e-6 pixels, and values rise by at most 2 a pixel.
            assertEquals(y.data()[i], sampled.data()[i], 1e-5);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "vector"})
    void zeroWeightsAtScaleOneAreTheIdentity(String backend) {
        // To the bit, for finite values other than −0: the sum adds 0 times each neighbour, which is +0 or −0.
        Tensor x = uniform(2, 2, 6, 7, 21);
        for (Style style : Style.values()) {
            DySampleWeights weights = DySampleWeights.initial(new DySampleConfig(6, 1, 3, style, true), 0);
            Arrays.fill(weights.offsetWeight(), 0);
            assertEquals(x, DySample.of(weights, backend).forward(x));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "vector"})
    void untrainedDynamicScopeIsStaticScope(String backend) {
        Tensor x = uniform(3, 1, 16, 6, 18);
        for (Style style : Style.values()) {
            DySampleWeights still = DySampleWeights.initial(new DySampleConfig(16, 2, 4, style, false), 9);
            DySampleWeights dynamic = DySampleWeights.initial(new DySampleConfig(16, 2, 4, style, true), 9);
            assertEquals(DySample.of(still, backend).forward(x), DySample.of(dynamic, backend).forward(x));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "vector"})
    void identicalGroupsGiveIdenticalPlanes(String backend) {
        int groups = 3;
        for (Style style : Style.values()) {
            DySampleConfig config = new DySampleConfig(12, 2, groups, style, true);
            DySampleWeights weights = Inputs.weights(new SplittableRandom(4), config, 0.5, true, true);
            copyGroups(weights.offsetWeight(), groups);
            copyGroups(weights.offsetBias(), groups);
            copyGroups(weights.scopeWeight(), groups);
            copyGroups(weights.scopeBias(), groups);
            Tensor x = uniform(4, 1, 12, 5, 17);
            copyGroups(x.data(), 2 * groups, 4 * 5 * 17);
            float[] y = DySample.of(weights, backend).forward(x).data();
            float[] first = Arrays.copyOf(y, y.length / groups);
            for (int group = 1; group < groups; group++) {
                int from = group * first.length;
                assertEquals(0, Arrays.compare(first, Arrays.copyOfRange(y, from, from + first.length)));
            }
        }
    }

    /** Both halves of the rows, x and y, become the part of group 0, repeated. */
    private static void copyGroups(float[] rows, int groups) {
        copyGroups(rows, groups, rows.length / 2 / groups);
    }

    private static void copyGroups(float[] values, int groups, int part) {
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i / (groups * part) * groups * part + i % part];
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "vector"})
    void stylePlIsTheCompositionThroughRealShuffles(String name) {
        Backend backend = Backends.named(name);
        DySampleConfig config = new DySampleConfig(18, 3, 2, Style.PL, false);
        DySampleWeights weights = Inputs.weights(new SplittableRandom(5), config, 1, true, false);
        Tensor x = uniform(5, 2, 18, 4, 17);
        Tensor wide = Tensor.zeros(2, 2, 12, 51);
        Tensor linear = Tensor.zeros(2, 4, 12, 51);
        Tensor offsets = Tensor.zeros(2, 36, 4, 17);
        Tensor composed = Tensor.zeros(2, 18, 12, 51);
        backend.pixelShuffle(x, 3, wide);
        backend.conv1x1(wide, weights.offsetWeight(), weights.offsetBias(), linear);
        backend.pixelUnshuffle(linear, 3, offsets);
        backend.offsets(offsets, null, config.initialPositions(), offsets);
        backend.offsetSample(x, offsets, 3, 2, composed);
        assertEquals(composed, DySample.of(weights, name).forward(x));
    }

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "vector"})
    void aShiftOfTheInputShiftsTheOutput(String backend) {
        // Bits, not nearly: offsets come from the values of one pixel, and the position is never added to them.
        int dy = 3;
        int dx = 5;
        int margin = 4;
        Tensor x = uniform(6, 1, 8, 30, 40);
        Tensor shifted = Tensor.zeros(1, 8, 30 - dy, 40 - dx);
        for (int c = 0; c < 8; c++) {
            for (int h = 0; h < shifted.h(); h++) {
                for (int w = 0; w < shifted.w(); w++) {
                    shifted.set(0, c, h, w, x.get(0, c, h + dy, w + dx));
                }
            }
        }
        DySampleConfig config = new DySampleConfig(8, 2, 2, Style.LP, false);
        // |offset| is at most 8 · 0.9 · 0.25 + 0.25, which with the neighbour beyond stays under the margin.
        float[] weight = new float[config.convOutputs() * 8];
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < weight.length; i++) {
            weight[i] = (float) random.nextDouble(-0.9, 0.9);
        }
        DySample layer = DySample.of(new DySampleWeights(config, weight, null, null, null), backend);
        Tensor y = layer.forward(x);
        Tensor yShifted = layer.forward(shifted);
        for (int c = 0; c < 8; c++) {
            for (int h = 2 * margin; h < yShifted.h() - 2 * margin; h++) {
                for (int w = 2 * margin; w < yShifted.w() - 2 * margin; w++) {
                    assertEquals(y.get(0, c, h + 2 * dy, w + 2 * dx), yShifted.get(0, c, h, w));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "vector"})
    void aConstantMapStaysConstant(String backend) {
        DySampleConfig config = new DySampleConfig(4, 2, 2, Style.LP, true);
        DySampleWeights weights = Inputs.weights(new SplittableRandom(8), config, 2, true, false);
        for (float value : new float[] {1, -0.3f, 1e20f, 3e-20f}) {
            Tensor y = DySample.of(weights, backend).forward(Inputs.filled(value, 1, 4, 9, 20));
            for (float actual : y.data()) {
                // A weight is a product of two differences, 3 roundings; the sum adds 4. Where an offset is clipped
                // the weights are 1 and 0, so that a neighbour outside has no part.
                assertEquals(value, actual, 7.01 * 0x1p-24 * Math.abs(value));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "vector"})
    void aConstantMapStaysTheSameToTheBitUnderZeroWeights(String backend) {
        // With s a power of two the fractions are multiples of 1/(2s), so weights have at most 6 bits, and nothing is
        // rounded for a value of 18 bits or less.
        for (int scale : new int[] {1, 2, 4}) {
            for (float value : new float[] {1, -0.5f, 0x1.abcdp10f, 0x1p-100f}) {
                Tensor y = DySample.of(zero(4, scale, 2, true), backend).forward(Inputs.filled(value, 1, 4, 9, 20));
                assertEquals(Inputs.filled(value, 1, 4, 9 * scale, 20 * scale), y);
            }
        }
    }

    private static DySampleWeights zero(int channels, int scale, int groups, boolean dynamic) {
        DySampleConfig config = new DySampleConfig(channels, scale, groups, Style.LP, dynamic);
        return Inputs.weights(new SplittableRandom(0), config, 0, true, false);
    }

    private static Tensor uniform(long seed, int n, int c, int h, int w) {
        SplittableRandom random = new SplittableRandom(seed);
        Tensor tensor = Tensor.zeros(n, c, h, w);
        for (int i = 0; i < tensor.data().length; i++) {
            tensor.data()[i] = (float) random.nextDouble(-1, 1);
        }
        return tensor;
    }
}
