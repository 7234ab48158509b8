package io.github.dysample.testkit;

import io.github.dysample.Backend;
import io.github.dysample.DySample;
import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.SavedTensors;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import io.github.dysample.testkit.internal.Inputs;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

abstract class LayerContract extends KernelContract {
    LayerContract(Backend backend) {
        super(backend);
    }

    @ParameterizedTest
    @MethodSource("widths")
    void hasTheBitsOfTheDefinitionAndOfTheComposition(int width) {
        SplittableRandom random = new SplittableRandom(width);
        for (Style style : Style.values()) {
            for (int variant = 0; variant < 8; variant++) {
                DySampleWeights weights = Inputs.layer(random, style, variant % 2 == 1);
                int batch = 1 + random.nextInt(2);
                int height = 1 + random.nextInt(5);
                int channels = weights.config().channels();
                check(weights, Inputs.values(random, random.nextInt(3) == 0, batch, channels, height, width));
            }
        }
    }

    @Test
    void severalBandsOfRows() {
        SplittableRandom random = new SplittableRandom(3);
        DySampleConfig config = new DySampleConfig(8, 2, 2, Style.LP, true);
        DySampleWeights weights = Inputs.weights(random, config, 0.5, true, false);
        check(weights, Inputs.tame(random, 2, 8, 45, 33));
        check(weights, Inputs.tame(random, 1, 8, 3, 600));
        check(weights, Inputs.tame(random, 1, 8, 700, 1));
        DySampleWeights ending = Inputs.withEndConv(random, weights, 3);
        check(ending, Inputs.tame(random, 2, 8, 45, 33));
        check(ending, Inputs.tame(random, 1, 8, 3, 600));
        check(ending, Inputs.tame(random, 1, 8, 4000, 1));
    }

    @Test
    void partsOfARow() {
        SplittableRandom random = new SplittableRandom(5);
        for (Style style : Style.values()) {
            // Many offsets to a position, so that it takes no more columns; style pl has no fewer channels then.
            DySampleConfig config = new DySampleConfig(style == Style.PL ? 64 : 8, 8, 4, style, true);
            DySampleWeights weights = Inputs.weights(random, config, 0.1, true, false);
            check(weights, Inputs.tame(random, 1, config.channels(), 2, 1111));
            check(Inputs.withEndConv(random, weights, 2), Inputs.tame(random, 2, config.channels(), 2, 1111));
        }
    }

    @Test
    void oneLayerForShapesOfAnyOrder() {
        SplittableRandom random = new SplittableRandom(4);
        DySampleConfig config = new DySampleConfig(4, 2, 1, Style.PL, true);
        DySampleWeights weights = Inputs.weights(random, config, 1, true, true);
        DySample layer = DySample.of(weights, backend);
        for (int width : new int[] {40, 3, 17, 1, 64, 5}) {
            Tensor x = Inputs.tame(random, 1, 4, 1 + width % 7, width);
            Tensor expected = DySample.of(weights, scalar()).trace(x).output();
            Tensor actual = Inputs.filled(Float.NaN, 1, 4, 2 * x.h(), 2 * width);
            layer.forward(x, actual);
            assertEqualBits(expected, actual, x::shapeString);
        }
    }

    private void check(DySampleWeights weights, Tensor x) {
        assertSameBits(
                weights.config().newOutput(x),
                (backend, y) -> DySample.of(weights, backend).forward(x, y),
                () -> weights + " on " + x.shapeString());
        assertSameBits(
                weights.config().newOutput(x),
                (backend, y) -> DySample.of(weights, backend).forward(x, y, new SavedTensors()),
                () -> "saving, " + weights + " on " + x.shapeString());
        Tensor expected = DySample.of(weights, scalar()).forward(x);
        added(weights, x, expected);
        // A trace is the composition of the kernels.
        assertEqualBits(expected, DySample.of(weights, scalar()).trace(x).output(),
                () -> "scalar composition, " + weights + " on " + x.shapeString());
        assertEqualBits(expected, DySample.of(weights, backend).trace(x).output(),
                () -> "composition, " + weights + " on " + x.shapeString());
    }

    /** What is added to becomes itself plus the layer's output, rounded once. */
    private void added(DySampleWeights weights, Tensor x, Tensor output) {
        Tensor sums = weights.config().newOutput(x);
        for (int i = 0; i < sums.data().length; i++) {
            // Also −0, which only −0 leaves as it is, and what is not a number.
            sums.data()[i] = i % 5 == 0 ? -0f : i % 31 == 0 ? Float.NaN : (i * 7919 % 4001 - 2000) / 64f;
        }
        assertSameBits(
                sums,
                (backend, y) -> {
                    System.arraycopy(sums.data(), 0, y.data(), 0, y.data().length);
                    DySample.of(weights, backend).forwardAdd(x, y);
                },
                () -> "added, " + weights + " on " + x.shapeString());
        Tensor actual = Tensor.of(sums.data().clone(), sums.n(), sums.c(), sums.h(), sums.w());
        DySample.of(weights, scalar()).forwardAdd(x, actual);
        for (int i = 0; i < sums.data().length; i++) {
            sums.data()[i] += output.data()[i];
        }
        assertEqualBits(sums, actual, () -> "scalar, added, " + weights + " on " + x.shapeString());
    }

    @Test
    void anEmptyBatch() {
        DySampleWeights weights = DySampleWeights.initial(DySampleConfig.dySample(4), 0);
        DySample layer = DySample.of(weights, backend);
        layer.forward(Tensor.zeros(0, 4, 2, 3), Tensor.zeros(0, 4, 4, 6));
        layer.forwardAdd(Tensor.zeros(0, 4, 2, 3), Tensor.zeros(0, 4, 4, 6));
        assertEqualBits(Tensor.zeros(0, 4, 4, 6), layer.trace(Tensor.zeros(0, 4, 2, 3)).output(), () -> "trace");
    }

    @Test
    void wrongArguments() {
        DySampleWeights weights = DySampleWeights.initial(DySampleConfig.dySample(4), 0);
        DySample layer = DySample.of(weights, backend);
        Tensor x = Tensor.zeros(2, 4, 3, 5);
        Tensor out = Tensor.zeros(2, 4, 6, 10);
        assertRefused(() -> layer.forward(null, out), "x", "null");
        assertRefused(() -> layer.forward(x, null), "out", "null");
        assertRefused(() -> layer.forward(x, Tensor.zeros(2, 4, 10, 6)), "out", "(2, 4, 10, 6)", "(2, 4, 6, 10)");
        assertRefused(() -> layer.forward(x, Tensor.zeros(1, 4, 6, 10)), "out", "(1, 4, 6, 10)");
        assertRefused(() -> layer.forwardAdd(x, null), "out", "null");
        assertRefused(() -> layer.forwardAdd(x, Tensor.zeros(2, 4, 10, 6)), "out", "(2, 4, 10, 6)", "(2, 4, 6, 10)");
        for (Consumer<Tensor> call : List.<Consumer<Tensor>>of(y -> layer.forward(y, out), layer::trace)) {
            assertRefused(() -> call.accept(null), "x", "null");
            assertRefused(() -> call.accept(Tensor.zeros(2, 8, 3, 5)), "x", "(2, 8, 3, 5)", "4 channels");
            assertRefused(() -> call.accept(Tensor.zeros(2, 4, 0, 5)), "x", "(2, 4, 0, 5)", "height");
            assertRefused(() -> call.accept(Tensor.zeros(2, 4, 3, 0)), "x", "(2, 4, 3, 0)", "width");
        }
    }

    @Test
    void noWeights() {
        assertRefused(() -> DySample.of(null, backend), "weights", "null");
    }

    @Test
    void outputsThatShareTheInputsArray() {
        DySampleConfig config = new DySampleConfig(4, 1, 1, Style.LP, false);
        DySampleWeights weights = DySampleWeights.initial(config, 0);
        DySample layer = DySample.of(weights, backend);
        Tensor x = Tensor.zeros(1, 4, 3, 5);
        assertRefused(() -> layer.forward(x, x), "out", "x", "array");
        assertRefused(() -> layer.forwardAdd(x, x), "out", "x", "array");
        assertRefused(() -> layer.forward(x, Tensor.of(x.data(), 1, 4, 3, 5)), "out", "x", "array");
    }

    @Test
    void sizesThatWrap() {
        int scale = 1000;
        DySampleConfig config = new DySampleConfig(1, scale, 1, Style.LP, false);
        DySample layer = DySample.of(Inputs.weights(new SplittableRandom(1), config, 0, false, false), backend);
        assertRefused(() -> layer.forward(Tensor.zeros(0, 1, 3_000_000, 1)), "height", "3000000", "1000");
        assertRefused(() -> layer.forward(Tensor.zeros(0, 1, 1, 3_000_000)), "width", "3000000", "1000");
        assertRefused(() -> layer.forward(Tensor.zeros(1, 1, 50, 50)), "(1, 1, 50000, 50000)", "2147483645");
    }
}
