package io.github.dysample.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.dysample.Backend;
import io.github.dysample.Backends;
import io.github.dysample.DySample;
import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import io.github.dysample.Trace;
import io.github.dysample.testkit.internal.Inputs;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("vector")
class TraceTest {
    /** Sums over 16 channels, and values that rise by some 6 per pixel. */
    private static final Tolerance ROUNDING = new Tolerance(0, 1e-5);

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "vector"})
    void everyStage(String name) {
        for (Style style : Style.values()) {
            for (boolean dynamic : new boolean[] {false, true}) {
                DySampleConfig config = new DySampleConfig(16, 2, 2, style, dynamic);
                DySampleWeights weights = Inputs.weights(new SplittableRandom(1), config, 0.7, true, true);
                Tensor x = Inputs.tame(new SplittableRandom(2), 2, 16, 5, 9);
                DySample layer = DySample.of(weights, name);
                check(layer, weights, x, layer.trace(x));
            }
        }
    }

    private static void check(DySample layer, DySampleWeights weights, Tensor x, Trace trace) {
        assertEquals(layer.forward(x), trace.output());
        assertEquals("(2, 16, 5, 9)", trace.linear().shapeString());
        assertEquals("(2, 16, 5, 9)", trace.offsets().shapeString());
        assertEquals("(2, 4, 10, 18)", trace.coordinates().shapeString());
        assertEquals("(2, 4, 10, 18)", trace.taps().shapeString());
        assertEquals("(2, 8, 10, 18)", trace.bilinear().shapeString());
        if (layer.config().dynamicScope()) {
            assertEquals("(2, 16, 5, 9)", trace.scope().shapeString());
        } else {
            assertNull(trace.scope());
        }
        Tensor offsets = Tensor.zeros(2, 16, 5, 9);
        layer.backend().offsets(
                trace.linear(), trace.scope(), layer.config().initialPositions(), offsets);
        assertEquals(offsets, trace.offsets());
        Tensor output = Tensor.zeros(2, 16, 10, 18);
        layer.backend().offsetSample(x, trace.offsets(), 2, 2, output);
        assertEquals(output, trace.output());
        DoubleTrace exact = ReferenceLayer.of(weights).trace(x);
        assertClose(trace.linear(), exact.linear());
        if (trace.scope() != null) {
            assertClose(trace.scope(), exact.scope());
        }
        assertClose(trace.offsets(), exact.offsets());
        assertClose(trace.coordinates(), exact.coordinates());
        assertClose(trace.taps(), exact.taps());
        assertClose(trace.bilinear(), exact.bilinear());
        assertClose(trace.output(), exact.output());
    }

    private static void assertClose(Tensor actual, DoubleTensor exact) {
        TensorComparison.of(actual, exact, ROUNDING).orThrow();
    }

    @Test
    void coordinatesOfAwkwardOffsets() {
        // Biases alone make the offsets of this layer: NaN, infinite, and past the range of int.
        float[][] cases = {{Float.NaN, 0}, {Float.POSITIVE_INFINITY, 2}, {Float.NEGATIVE_INFINITY, 0}, {1e30f, 2}};
        for (float[] pair : cases) {
            DySampleConfig config = new DySampleConfig(1, 1, 1, Style.LP, false);
            DySampleWeights weights =
                    new DySampleWeights(config, new float[2], new float[] {pair[0], pair[0]}, null, null);
            Tensor x = Inputs.tame(new SplittableRandom(3), 1, 1, 3, 3);
            for (Backend backend : new Backend[] {Backends.named("scalar"), Backends.named("vector")}) {
                Trace trace = DySample.of(weights, backend).trace(x);
                assertEquals(Inputs.filled(pair[1], 1, 2, 3, 3), trace.coordinates());
                assertEquals(trace.coordinates(), trace.taps());
                TensorComparison.of(
                        trace.coordinates(), ReferenceLayer.of(weights).trace(x).coordinates(), Tolerance.NONE)
                        .orThrow();
                int corner = (int) pair[1];
                assertEquals(Inputs.filled(x.get(0, 0, corner, corner), 1, 1, 3, 3), trace.output());
            }
        }
    }
}
