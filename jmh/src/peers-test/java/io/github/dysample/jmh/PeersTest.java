package io.github.dysample.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.dysample.Style;
import io.github.dysample.Tensor;
import io.github.dysample.measure.BenchmarkShape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One call of each benchmark of another engine, which compares its own answer with ours. */
class PeersTest {
    @ParameterizedTest
    @EnumSource
    void pyTorch(Style style) throws Exception {
        for (boolean dynamicScope : new boolean[] {false, true}) {
            PyTorchBenchmark benchmark = new PyTorchBenchmark();
            benchmark.shape = BenchmarkShape.SEED;
            benchmark.threads = 2;
            benchmark.style = style;
            benchmark.dynamicScope = dynamicScope;
            benchmark.setUp();
            assertEquals(4 * benchmark.input().data().length, benchmark.forward());
            benchmark.tearDown();
        }
    }

    /** Every variant: setting up compares all gradients with ours. */
    @ParameterizedTest
    @EnumSource
    void pyTorchGradient(Style style) throws Exception {
        for (boolean dynamicScope : new boolean[] {false, true}) {
            PyTorchGradientBenchmark benchmark = new PyTorchGradientBenchmark();
            benchmark.shape = BenchmarkShape.SEED;
            benchmark.threads = 2;
            benchmark.style = style;
            benchmark.dynamicScope = dynamicScope;
            benchmark.setUp();
            long weights = Models.weights(benchmark.config(style, dynamicScope)).parameters();
            assertEquals(benchmark.input().data().length + weights, benchmark.forwardAndBackward());
            benchmark.tearDown();
        }
    }

    @ParameterizedTest
    @EnumSource
    void onnxRuntime(Style style) throws Exception {
        for (boolean dynamicScope : new boolean[] {false, true}) {
            OnnxRuntimeBenchmark benchmark = new OnnxRuntimeBenchmark();
            benchmark.shape = BenchmarkShape.SEED;
            benchmark.threads = 2;
            benchmark.style = style;
            benchmark.dynamicScope = dynamicScope;
            benchmark.setUp();
            assertEquals(1, benchmark.forward());
            benchmark.tearDown();
        }
    }

    /** Every variant on every shape, batches and all: setting up compares with our output. */
    @ParameterizedTest
    @EnumSource
    void onnxRuntimeClamped(BenchmarkShape shape) throws Exception {
        for (Style style : Style.values()) {
            for (boolean dynamicScope : new boolean[] {false, true}) {
                OnnxRuntimeClampedBenchmark benchmark = new OnnxRuntimeClampedBenchmark();
                benchmark.shape = shape;
                benchmark.threads = 2;
                benchmark.style = style;
                benchmark.dynamicScope = dynamicScope;
                benchmark.setUp();
                assertEquals(1, benchmark.forward());
                benchmark.tearDown();
            }
        }
    }

    @Test
    void bilinear() throws Exception {
        BilinearBenchmark benchmark = new BilinearBenchmark();
        benchmark.shape = BenchmarkShape.SEED;
        benchmark.threads = 1;
        benchmark.setUp();
        assertEquals(4 * benchmark.input().data().length, benchmark.forward());
        benchmark.tearDown();
    }

    @Test
    void anEngineThatDiffersIsNotMeasured() {
        Tensor ours = Tensor.of(new float[] {1, -10}, 1, 1, 1, 2);
        Agreement.check("same", ours, new float[] {1.0005f, -10});
        assertThrows(IllegalStateException.class, () -> Agreement.check("far", ours, new float[] {1.01f, -10}));
        assertThrows(IllegalStateException.class, () -> Agreement.check("NaN", ours, new float[] {Float.NaN, -10}));
        assertThrows(IllegalStateException.class, () -> Agreement.check("short", ours, new float[] {1}));
    }

    @Test
    void gradientsThatDifferAreNotMeasured() {
        float[] ours = new float[1000];
        Arrays.fill(ours, -10);
        float[] theirs = ours.clone();
        theirs[3] = 10;
        GradientAgreement.checkInput("one of them", ours, theirs);
        Arrays.fill(theirs, 0, 11, 10.5f);
        assertThrows(IllegalStateException.class, () -> GradientAgreement.checkInput("many", ours, theirs));
        assertThrows(IllegalStateException.class, () -> GradientAgreement.checkSums("many", ours, theirs));
        assertThrows(IllegalStateException.class, () -> GradientAgreement.checkInput("short", ours, new float[1]));
        assertThrows(IllegalStateException.class, () -> GradientAgreement.checkSums("short", ours, new float[1]));
        float[] near = ours.clone();
        near[0] = -9.5f;
        GradientAgreement.checkSums("near", ours, near);
        near[0] = Float.NaN;
        assertThrows(IllegalStateException.class, () -> GradientAgreement.checkSums("NaN", ours, near));
    }
}
