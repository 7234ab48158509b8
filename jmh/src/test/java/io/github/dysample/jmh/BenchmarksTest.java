package io.github.dysample.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.Style;
import io.github.dysample.Tensor;
import io.github.dysample.measure.BenchmarkShape;
import io.github.dysample.measure.WeightsKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One call of each benchmark, its answer compared with the scalar backend's. */
class BenchmarksTest {
    private static final BenchmarkShape SHAPE = BenchmarkShape.SEED;

    @ParameterizedTest
    @EnumSource
    void layer(WeightsKind offsets) throws Exception {
        for (Style style : Style.values()) {
            for (boolean dynamicScope : new boolean[] {false, true}) {
                for (int threads = 1; threads <= 2; threads++) {
                    check(layer(style, dynamicScope, offsets, threads));
                }
            }
        }
    }

    private static LayerBenchmark layer(Style style, boolean dynamicScope, WeightsKind offsets, int threads) {
        LayerBenchmark benchmark = new LayerBenchmark();
        benchmark.shape = SHAPE;
        benchmark.style = style;
        benchmark.dynamicScope = dynamicScope;
        benchmark.offsets = offsets;
        benchmark.backend = "vector";
        benchmark.threads = threads;
        return benchmark;
    }

    private static void check(LayerBenchmark benchmark) throws Exception {
        benchmark.setUp();
        Tensor expected = benchmark.expected();
        assertEquals(expected, benchmark.forwardInto());
        assertSame(benchmark.forwardInto(), benchmark.forwardInto());
        assertEquals(expected, benchmark.forward());
        assertNotSame(benchmark.forward(), benchmark.forward());
        benchmark.tearDown();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void gradients(int threads) throws Exception {
        GradientBenchmark benchmark = new GradientBenchmark();
        benchmark.shape = SHAPE;
        benchmark.style = Style.PL;
        benchmark.dynamicScope = true;
        benchmark.offsets = WeightsKind.TRAINED;
        benchmark.backend = "vector";
        benchmark.threads = threads;
        benchmark.setUp();
        Tensor expected = benchmark.expected();
        assertEquals(expected, benchmark.backwardInto());
        assertEquals(expected, benchmark.forwardBackwardInto());
        assertSame(benchmark.backwardInto(), benchmark.backwardInto());
        benchmark.tearDown();
    }

    @Test
    void kernels() throws Exception {
        List<Tensor> scalar = kernels("scalar");
        List<Tensor> vector = kernels("vector");
        assertEquals(scalar, vector);
        // The stand-alone sampler rounds coordinates in a normalised grid, the layer does not.
        LayerBenchmark layer = layer(Style.LP, false, WeightsKind.TRAINED, 1);
        layer.setUp();
        float[] expected = layer.forward().data();
        float[] sampled = vector.getLast().data();
        assertEquals(expected.length, sampled.length);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], sampled[i], 1e-4);
        }
        layer.tearDown();
    }

    private static List<Tensor> kernels(String backend) throws Exception {
        KernelBenchmark benchmark = new KernelBenchmark();
        benchmark.shape = SHAPE;
        benchmark.backend = backend;
        benchmark.setUp();
        return new ArrayList<>(List.of(
                benchmark.conv1x1(), benchmark.pixelShuffle(), benchmark.pixelUnshuffle(), benchmark.gridSample()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void copyLoop(int threads) {
        CopyLoopBenchmark benchmark = new CopyLoopBenchmark();
        benchmark.shape = SHAPE;
        benchmark.threads = threads;
        benchmark.setUp();
        Tensor x = benchmark.input();
        float[] out = benchmark.copy().data();
        assertEquals(4 * x.data().length, out.length);
        for (int i = 0; i < out.length; i++) {
            int row = i / x.w() / 4;
            assertEquals(x.data()[row * x.w() + i % x.w()], out[i]);
        }
        benchmark.tearDown();
    }

    @ParameterizedTest
    @EnumSource
    void everyShapeHasItsModels(BenchmarkShape shape) throws Exception {
        for (Style style : Style.values()) {
            for (boolean dynamicScope : new boolean[] {false, true}) {
                assertEquals(
                        shape.config(style, dynamicScope),
                        Models.weights(shape.config(style, dynamicScope)).config());
                String name = Models.name(shape.config(style, dynamicScope));
                assertTrue(Models.bytes(name + ".pt").length > 0);
                assertTrue(Models.bytes(name + ".onnx").length > 0);
                assertTrue(Models.bytes(name + "-clamped.onnx").length > 0);
                assertTrue(Models.bytes(name + "-weights.onnx").length > 0);
            }
        }
        assertTrue(Models.bytes("bilinear-" + shape.scale() + ".pt").length > 0);
    }

    @ParameterizedTest
    @EnumSource
    void theComparisonKnowsItsBenchmarks(Engine engine) {
        assertEquals(engine, Engine.ofBenchmark(engine.benchmark()).orElseThrow());
    }
}
