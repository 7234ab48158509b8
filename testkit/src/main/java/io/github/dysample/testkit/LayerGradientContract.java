package io.github.dysample.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.dysample.Backend;
import io.github.dysample.DySample;
import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleGradients;
import io.github.dysample.DySampleWeights;
import io.github.dysample.GradientTrace;
import io.github.dysample.Gradients;
import io.github.dysample.SavedTensors;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import io.github.dysample.testkit.internal.Inputs;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

abstract class LayerGradientContract extends KernelContract {
    private static final int MOST_THREADS = 8;

    LayerGradientContract(Backend backend) {
        super(backend);
    }

    @ParameterizedTest
    @MethodSource("widths")
    void hasTheBitsOfTheDefinitionAndOfTheComposition(int width) {
        SplittableRandom random = new SplittableRandom(width);
        for (Style style : Style.values()) {
            for (int variant = 0; variant < 8; variant++) {
                DySampleWeights weights = Inputs.layer(random, style, variant % 2 == 1);
                int height = 1 + random.nextInt(5);
                check(random, weights, random.nextInt(3) == 0, 1 + random.nextInt(2), height, width);
            }
        }
    }

    private void check(
            SplittableRandom random, DySampleWeights weights, boolean awkward, int batch, int height, int width) {
        DySampleConfig config = weights.config();
        Tensor x = Inputs.values(random, awkward, batch, config.channels(), height, width);
        Tensor gradOut = Inputs.values(random, awkward && random.nextBoolean(), batch, config.outputChannels(),
                config.scale() * height, config.scale() * width);
        check(weights, x, gradOut);
    }

    private void check(DySampleWeights weights, Tensor x, Tensor gradOut) {
        Supplier<String> what = () -> weights + " on " + x.shapeString();
        Gradients expected = DySample.of(weights, scalar()).backward(x, gradOut);
        DySample layer = DySample.of(weights, backend);
        assertSameBits(x, (backend, gradX) -> DySample.of(weights, backend)
                .backward(x, gradOut, gradX, layer.newGradients()), what);
        Gradients actual = layer.backward(x, gradOut);
        assertEqualBits(expected.input(), actual.input(), what);
        assertEqualSums(expected.parameters(), actual.parameters(), what);
        onlyOne(layer, x, gradOut, expected, what);
        afterForward(layer, x, gradOut, expected, what);
        // A trace is the composition of the kernels.
        for (Backend each : new Backend[] {scalar(), backend}) {
            GradientTrace trace = DySample.of(weights, each).traceBackward(x, gradOut);
            assertEqualBits(expected.input(), trace.gradX(), () -> each + ", composition, " + what.get());
            assertEqualSums(expected.parameters(), trace.parameters(), () -> each + ", composition, " + what.get());
        }
    }

    /** The one gradient is the same without the other. */
    private static void onlyOne(
            DySample layer, Tensor x, Tensor gradOut, Gradients expected, Supplier<String> what) {
        Tensor gradX = Inputs.filled(Float.NaN, x.n(), x.c(), x.h(), x.w());
        layer.backward(x, gradOut, gradX, null);
        assertEqualBits(expected.input(), gradX, () -> "gradX alone, " + what.get());
        DySampleGradients gradients = layer.newGradients();
        layer.backward(x, gradOut, null, gradients);
        assertEqualSums(expected.parameters(), gradients, () -> "parameters alone, " + what.get());
        layer.backward(x, gradOut, null, null);
    }

    /** What a forward pass has saved gives the same, as often as it is used, and whatever was saved before. */
    private static void afterForward(
            DySample layer, Tensor x, Tensor gradOut, Gradients expected, Supplier<String> what) {
        SavedTensors saved = new SavedTensors();
        Tensor out = layer.config().newOutput(x);
        layer.forward(Inputs.filled(Float.NaN, x.n(), x.c(), x.h(), x.w()), out, saved);
        layer.forward(x, out, saved);
        for (int call = 1; call <= 2; call++) {
            assertSavedGives(expected, layer, saved, x, gradOut, what);
        }
    }

    private static void assertSavedGives(
            Gradients expected, DySample layer, SavedTensors saved, Tensor x, Tensor gradOut, Supplier<String> what) {
        Tensor gradX = Inputs.filled(Float.NaN, x.n(), x.c(), x.h(), x.w());
        DySampleGradients gradients = layer.newGradients();
        layer.backward(saved, gradOut, gradX, gradients);
        assertEqualBits(expected.input(), gradX, () -> "gradX, saved, " + what.get());
        assertEqualSums(expected.parameters(), gradients, () -> "parameters, saved, " + what.get());
    }

    private static void assertEqualSums(DySampleGradients expected, DySampleGradients actual, Supplier<String> what) {
        assertEqualSums(expected.offsetWeightSums(), actual.offsetWeightSums(), "offset.weight", what);
        assertEqualSums(expected.offsetBiasSums(), actual.offsetBiasSums(), "offset.bias", what);
        assertEqualSums(expected.scopeWeightSums(), actual.scopeWeightSums(), "scope.weight", what);
        assertEqualSums(expected.scopeBiasSums(), actual.scopeBiasSums(), "scope.bias", what);
        assertEqualSums(expected.endConvWeightSums(), actual.endConvWeightSums(), "end_conv.weight", what);
        assertEqualSums(expected.endConvBiasSums(), actual.endConvBiasSums(), "end_conv.bias", what);
    }

    private static void assertEqualSums(double[] expected, double[] actual, String name, Supplier<String> what) {
        assertArrayEquals(expected, actual, () -> name + ", " + what.get());
    }

    @Test
    void severalBandsOfRows() {
        SplittableRandom random = new SplittableRandom(3);
        for (Style style : Style.values()) {
            DySampleConfig config = new DySampleConfig(8, 2, 2, style, true);
            DySampleWeights weights = Inputs.weights(random, config, 0.5, true, false);
            DySampleWeights ending = Inputs.withEndConv(random, weights, 3);
            for (DySampleWeights each : new DySampleWeights[] {weights, ending}) {
                check(random, each, false, 2, 45, 33);
                check(random, each, false, 1, 3, 600);
                check(random, each, false, 1, 700, 1);
            }
        }
    }

    @Test
    void oneLayerForShapesOfAnyOrder() {
        SplittableRandom random = new SplittableRandom(4);
        DySampleConfig config = new DySampleConfig(4, 2, 1, Style.PL, true);
        DySampleWeights weights = Inputs.weights(random, config, 1, true, true);
        DySample layer = DySample.of(weights, backend);
        SavedTensors saved = new SavedTensors();
        for (int width : new int[] {40, 3, 17, 1, 5000, 64, 5}) {
            Tensor x = Inputs.tame(random, 1 + width % 3, 4, 1 + width % 7, width);
            Tensor gradOut = Inputs.tame(random, x.n(), 4, 2 * x.h(), 2 * width);
            Gradients expected = DySample.of(weights, scalar()).backward(x, gradOut);
            Gradients actual = layer.backward(x, gradOut);
            assertEqualBits(expected.input(), actual.input(), x::shapeString);
            assertEqualSums(expected.parameters(), actual.parameters(), x::shapeString);
            layer.forward(x, layer.config().newOutput(x), saved);
            assertSavedGives(expected, layer, saved, x, gradOut, x::shapeString);
        }
    }

    @Test
    void manyChannels() {
        SplittableRandom random = new SplittableRandom(7);
        DySampleConfig lp = new DySampleConfig(76, 3, 2, Style.LP, true);
        DySampleConfig pl = new DySampleConfig(280, 2, 4, Style.PL, true);
        try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
            for (DySampleConfig config : new DySampleConfig[] {lp, pl}) {
                DySampleWeights weights = Inputs.weights(random, config, 0.5, true, true);
                Tensor x = Inputs.tame(random, 2, config.channels(), 20, 31);
                Tensor gradOut = Inputs.tame(random, 2, config.channels(), config.scale() * 20, config.scale() * 31);
                Gradients expected = DySample.of(weights, scalar()).backward(x, gradOut);
                for (int width : new int[] {1, 2, Integer.MAX_VALUE}) {
                    DySample layer = DySample.of(weights, backend.withExecutor(pool, width));
                    Gradients actual = layer.backward(x, gradOut);
                    assertEqualBits(expected.input(), actual.input(), layer::toString);
                    assertEqualSums(expected.parameters(), actual.parameters(), layer::toString);
                }
            }
        }
    }

    /** A scale at which a few hundred positions have a million offsets. */
    @Test
    void manyOffsetsToAPosition() {
        SplittableRandom random = new SplittableRandom(9);
        DySampleWeights weights =
                Inputs.weights(random, new DySampleConfig(1, 32, 1, Style.LP, true), 0.5, true, true);
        Tensor x = Inputs.tame(random, 1, 1, 16, 33);
        Tensor gradOut = Inputs.tame(random, 1, 1, 512, 1056);
        Gradients expected = DySample.of(weights, scalar()).backward(x, gradOut);
        Gradients actual = DySample.of(weights, backend).backward(x, gradOut);
        assertEqualBits(expected.input(), actual.input(), weights::toString);
        assertEqualSums(expected.parameters(), actual.parameters(), weights::toString);
    }

    @Test
    void savedTensorsForLayersInTurn() {
        SplittableRandom random = new SplittableRandom(8);
        Tensor x = Inputs.tame(random, 2, 8, 5, 6);
        Tensor gradOut = Inputs.tame(random, 2, 8, 10, 12);
        SavedTensors saved = new SavedTensors();
        for (boolean dynamic : new boolean[] {false, true, false}) {
            DySampleWeights weights =
                    Inputs.weights(random, new DySampleConfig(8, 2, 2, Style.LP, dynamic), 0.5, true, dynamic);
            DySample layer = DySample.of(weights, backend);
            layer.forward(x, layer.config().newOutput(x), saved);
            assertSavedGives(DySample.of(weights, scalar()).backward(x, gradOut), layer, saved, x, gradOut,
                    layer::toString);
        }
    }

    @Test
    void microBatchesAddUpToTheBatch() {
        SplittableRandom random = new SplittableRandom(5);
        for (Style style : Style.values()) {
            DySampleConfig config = new DySampleConfig(8, 2, 2, style, true);
            DySampleWeights plain = Inputs.weights(random, config, 0.5, true, true);
            for (DySampleWeights weights : new DySampleWeights[] {plain, Inputs.withEndConv(random, plain, 3)}) {
                Tensor x = Inputs.tame(random, 5, 8, 19, 33);
                Tensor gradOut = Inputs.tame(random, 5, config.withEndConv(weights.config().endConvOutputs())
                        .outputChannels(), 38, 66);
                DySample layer = DySample.of(weights, backend);
                Gradients together = layer.backward(x, gradOut);
                DySampleGradients inTurn = layer.newGradients();
                for (int[] part : new int[][] {{0, 2}, {2, 3}, {3, 5}}) {
                    layer.backward(items(x, part), items(gradOut, part), null, inTurn);
                }
                assertEqualSums(together.parameters(), inTurn, weights::toString);
            }
        }
    }

    private static Tensor items(Tensor tensor, int[] fromTo) {
        int length = tensor.c() * tensor.h() * tensor.w();
        return Tensor.of(Arrays.copyOfRange(tensor.data(), fromTo[0] * length, fromTo[1] * length),
                fromTo[1] - fromTo[0], tensor.c(), tensor.h(), tensor.w());
    }

    @Test
    void anyNumberOfThreads() {
        SplittableRandom random = new SplittableRandom(6);
        DySampleWeights weights = Inputs.withEndConv(random,
                Inputs.weights(random, new DySampleConfig(12, 2, 3, Style.PL, true), 0.5, true, true), 4);
        DySampleWeights plain = Inputs.weights(random, new DySampleConfig(6, 2, 3, Style.LP, false), 1, true, false);
        try (ExecutorService pool = Executors.newFixedThreadPool(MOST_THREADS - 1)) {
            for (DySampleWeights each : new DySampleWeights[] {weights, plain}) {
                Tensor x = Inputs.tame(random, 2, each.config().channels(), 40, 37);
                Tensor gradOut = Inputs.tame(random, 2, each.config().outputChannels(), 80, 74);
                Gradients expected = DySample.of(each, scalar()).backward(x, gradOut);
                for (int width = 1; width <= MOST_THREADS; width++) {
                    DySample layer = DySample.of(each, backend.withExecutor(pool, width));
                    Gradients actual = layer.backward(x, gradOut);
                    assertEqualBits(expected.input(), actual.input(), layer::toString);
                    assertEqualSums(expected.parameters(), actual.parameters(), layer::toString);
                    SavedTensors saved = new SavedTensors();
                    layer.forward(x, layer.config().newOutput(x), saved);
                    assertSavedGives(expected, layer, saved, x, gradOut, layer::toString);
                    GradientTrace trace = layer.traceBackward(x, gradOut);
                    assertEqualBits(expected.input(), trace.gradX(), layer::toString);
                    assertEqualSums(expected.parameters(), trace.parameters(), layer::toString);
                }
            }
        }
    }

    @Test
    void anEmptyBatch() {
        DySample layer = DySample.of(DySampleWeights.initial(DySampleConfig.dySamplePlus(4), 0), backend);
        Tensor x = Tensor.zeros(0, 4, 2, 3);
        Tensor gradOut = Tensor.zeros(0, 4, 4, 6);
        Gradients gradients = layer.backward(x, gradOut);
        assertEqualBits(x, gradients.input(), () -> "input");
        assertEqualSums(layer.newGradients(), gradients.parameters(), () -> "parameters");
        assertEqualSums(layer.newGradients(), layer.traceBackward(x, gradOut).parameters(), () -> "trace");
        SavedTensors saved = new SavedTensors();
        layer.forward(x, layer.config().newOutput(x), saved);
        assertSavedGives(gradients, layer, saved, x, gradOut, () -> "empty");
    }

    @Test
    void wrongArguments() {
        DySampleWeights weights = DySampleWeights.initial(DySampleConfig.dySamplePlus(4), 0);
        DySample layer = DySample.of(weights, backend);
        Tensor x = Tensor.zeros(2, 4, 3, 5);
        Tensor gradOut = Tensor.zeros(2, 4, 6, 10);
        DySampleGradients gradients = layer.newGradients();
        assertRefused(() -> layer.backward(null, gradOut), "x", "null");
        assertRefused(() -> layer.backward(x, null), "gradOut", "null");
        assertRefused(() -> layer.traceBackward(x, null), "gradOut", "null");
        assertRefused(() -> layer.backward(x, x), "gradOut", "(2, 4, 3, 5)", "(2, 4, 6, 10)");
        assertRefused(() -> layer.traceBackward(x, x), "gradOut", "(2, 4, 3, 5)", "(2, 4, 6, 10)");
        assertRefused(() -> layer.backward(x, gradOut, gradOut, gradients), "gradX", "(2, 4, 6, 10)", "(2, 4, 3, 5)");
        assertRefused(() -> layer.backward(x, gradOut, x, gradients), "gradX", "x", "array");
        assertRefused(() -> layer.backward(x, gradOut, null, DySampleGradients.zeros(DySampleConfig.dySample(4))),
                "gradients are of DySample, 4 channels", "the layer is DySample+, 4 channels");
        DySampleWeights legacy = new DySampleWeights(weights.config(), weights.offsetWeight(), weights.offsetBias(),
                weights.scopeWeight(), new float[weights.config().convOutputs()]);
        assertRefused(() -> layer.backward(x, gradOut, null, DySampleGradients.zeros(legacy)),
                "with scope.bias", "without scope.bias");
    }

    @Test
    void whatIsNotSaved() {
        DySampleWeights weights = DySampleWeights.initial(DySampleConfig.dySample(4), 0);
        DySample layer = DySample.of(weights, backend);
        Tensor x = Tensor.zeros(2, 4, 3, 5);
        Tensor out = layer.config().newOutput(x);
        SavedTensors saved = new SavedTensors();
        assertRefused(() -> layer.forward(x, out, null), "saved", "null");
        assertRefused(() -> layer.backward((SavedTensors) null, out, null, layer.newGradients()), "saved", "null");
        assertRefused(() -> layer.backward(saved, out, null, layer.newGradients()), "saved", "nothing", "forward");
        layer.forward(x, out, saved);
        assertRefused(() -> layer.backward(saved, x, null, layer.newGradients()), "gradOut", "(2, 4, 3, 5)");
        assertRefused(() -> layer.backward(saved, out, x, null), "gradX", "x", "array");
        assertRefused(() -> DySample.of(weights, backend).backward(saved, out, null, layer.newGradients()),
                "(2, 4, 3, 5)", "another layer");
        assertRefused(() -> layer.forward(x, x, saved), "out");
        assertRefused(() -> layer.backward(saved, out, null, layer.newGradients()), "saved", "nothing");
    }

    @Test
    void outputsThatShareAnInputsArray() {
        DySampleConfig config = new DySampleConfig(4, 1, 1, Style.LP, false);
        DySample layer = DySample.of(DySampleWeights.initial(config, 0), backend);
        Tensor x = Tensor.zeros(1, 4, 3, 5);
        Tensor gradOut = Tensor.zeros(1, 4, 3, 5);
        assertRefused(() -> layer.backward(x, gradOut, x, null), "gradX", "x", "array");
        assertRefused(() -> layer.backward(x, gradOut, gradOut, null), "gradX", "gradOut", "array");
    }
}
