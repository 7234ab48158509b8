package io.github.dysample.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.Backends;
import io.github.dysample.DySample;
import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is measured is right: the layer on the shapes and workloads of the benchmarks. */
@Tag("vector")
class BenchmarkShapesTest {
    /** Rows that are kept, where not all are: several bands of rows. */
    private static final int ROWS = 20;

    /** Channels of a group that are kept, where not all are: all of a group do the same. */
    private static final int CHANNELS_PER_GROUP = 9;

    /** The whole shape in its plainest variant. */
    @ParameterizedTest
    @EnumSource
    void allChannels(BenchmarkShape shape) throws DisagreementException {
        check(shape.config(Style.LP, false), WeightsKind.TRAINED, shape.input());
    }

    /** Every variant and reach, on a part of the channels, the rows and the batch. */
    @ParameterizedTest
    @EnumSource
    void allVariants(BenchmarkShape shape) throws DisagreementException {
        for (Style style : Style.values()) {
            int perGroup = style == Style.PL ? shape.scale() * shape.scale() : CHANNELS_PER_GROUP;
            Shape all = shape.input();
            int channels = Math.min(all.c(), shape.groups() * perGroup);
            Shape input = new Shape(Math.min(2, all.n()), channels, Math.min(ROWS, all.h()), all.w());
            for (boolean dynamicScope : new boolean[] {false, true}) {
                DySampleConfig config =
                        new DySampleConfig(channels, shape.scale(), shape.groups(), style, dynamicScope);
                for (WeightsKind kind : WeightsKind.values()) {
                    check(config, kind, input);
                }
            }
        }
    }

    @Test
    void offsetsReachAsFarAsTheySay() {
        DySampleConfig config = BenchmarkShape.NECK.config(Style.LP, true);
        Tensor x = Workload.input(BenchmarkShape.NECK.input());
        assertBetween(0.15, 0.35, deviation(WeightsKind.TRAINED, config, x));
        assertBetween(0, 0.02, deviation(WeightsKind.UNTRAINED, config, x));
        assertBetween(5, 11, deviation(WeightsKind.WILD, config, x));
    }

    private static void check(DySampleConfig config, WeightsKind kind, Shape input) throws DisagreementException {
        DySampleWeights weights = kind.of(Workload.weights(config));
        Tensor x = Workload.input(input);
        Tensor expected = DySample.of(weights, "scalar").forward(x);
        Tensor actual = DySample.of(weights, "vector").forward(x);
        assertEquals(expected.shapeString(), actual.shapeString());
        DisagreementException.check("vector, " + kind + ", " + config, input, expected, actual);
    }

    /** The root mean square of the learned part of the offsets. */
    private static double deviation(WeightsKind kind, DySampleConfig config, Tensor x) {
        DySampleWeights weights = kind.of(Workload.weights(config));
        Tensor learned = DySample.of(weights, "vector").trace(x).offsets();
        Tensor zero = Tensor.zeros(x.n(), config.offsetChannels(), x.h(), x.w());
        Backends.named("scalar").offsets(zero, null, config.initialPositions(), zero);
        double sum = 0;
        for (int i = 0; i < zero.data().length; i++) {
            sum += Math.pow(learned.data()[i] - zero.data()[i], 2);
        }
        assertEquals(zero.shapeString(), learned.shapeString());
        return Math.sqrt(sum / zero.data().length);
    }

    private static void assertBetween(double least, double most, double value) {
        assertTrue(value >= least && value <= most, () -> value + " is not in " + least + " to " + most);
    }
}
