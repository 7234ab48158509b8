package io.github.dysample.testkit.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.github.dysample.DySample;
import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleGradients;
import io.github.dysample.DySampleWeights;
import io.github.dysample.SavedTensors;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import io.github.dysample.testkit.internal.Inputs;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A steady-state {@code forward(x, out)} or {@code forwardAdd(x, out)} allocates nothing. Vectors are objects until the
 * compiler has seen through all code on their way, so the calls are repeated until it has; and the bits are compared
 * once more, now of compiled code.
 */
@Tag("vector")
class AllocationTest {
    private static final int CALLS = 20;
    private static final String AUTOMATIC = "automatic";

    /** The compiler needs a second or two, but on a machine that is busy with other things it may have to wait long. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final DySampleConfig LP = new DySampleConfig(16, 2, 4, Style.LP, false);
    private static final DySampleConfig THIRDS = new DySampleConfig(16, 3, 2, Style.LP, false);
    private static final DySampleConfig PL = new DySampleConfig(16, 2, 4, Style.PL, true);

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "vector", AUTOMATIC})
    void aSteadyStateCallAllocatesNothing(String backend) {
        // A wide map, maps narrower than any vector, one of several bands; and the first again, when the compiler's
        // profile knows all the others.
        Tensor wide = Inputs.tame(new SplittableRandom(1), 1, 16, 12, 37);
        Tensor narrow = Inputs.tame(new SplittableRandom(2), 2, 16, 9, 3);
        Tensor column = Inputs.tame(new SplittableRandom(3), 1, 16, 40, 1);
        Tensor bands = Inputs.tame(new SplittableRandom(4), 2, 16, 20, 64);
        DySampleWeights lp = Inputs.weights(new SplittableRandom(5), LP, 0.3, true, false);
        DySampleWeights pl = Inputs.weights(new SplittableRandom(6), PL, 0.3, true, true);
        DySampleWeights far = Inputs.weights(new SplittableRandom(7), LP, 5, true, false);
        DySampleWeights thirds = Inputs.weights(new SplittableRandom(8), THIRDS, 0.3, true, false);
        for (Tensor x : new Tensor[] {wide, narrow, column, bands, wide, narrow}) {
            assertAllocatesNothing(lp, backend, x);
            assertAllocatesNothing(pl, backend, x);
            assertAllocatesNothing(far, backend, x);
            assertAllocatesNothing(thirds, backend, x);
        }
    }

    private static void assertAllocatesNothing(DySampleWeights weights, String backend, Tensor x) {
        DySample layer = backend.equals(AUTOMATIC) ? DySample.of(weights) : DySample.of(weights, backend);
        int scale = weights.config().scale();
        Tensor out = Tensor.zeros(x.n(), x.c(), scale * x.h(), scale * x.w());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long bytes = bytesOf(layer, x, out);
        while (bytes != 0 && System.nanoTime() < deadline) {
            bytes = bytesOf(layer, x, out);
        }
        assertEquals(0, bytes, () -> "bytes in " + CALLS + " calls of " + layer + " on " + x.shapeString());
        Tensor expected = Tensor.zeros(out.n(), out.c(), out.h(), out.w());
        DySample.of(weights, "scalar").forward(x, expected);
        assertEquals(expected, out);
    }

    private static long bytesOf(DySample layer, Tensor x, Tensor out) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int call = 0; call < CALLS; call++) {
            layer.forwardAdd(x, out);
            layer.forward(x, out);
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "vector"})
    void aSteadyStateBackwardCallAllocatesNothing(String backend) {
        SplittableRandom random = new SplittableRandom(9);
        DySampleWeights lp = Inputs.weights(random, LP, 0.3, true, false);
        DySampleWeights pl = Inputs.weights(random, PL, 0.3, true, true);
        DySampleWeights ending = Inputs.withEndConv(random, pl, 3);
        for (DySampleWeights weights : new DySampleWeights[] {lp, pl, ending}) {
            assertBackwardAllocatesNothing(weights, backend, Inputs.tame(random, 1, 16, 12, 37));
            assertBackwardAllocatesNothing(weights, backend, Inputs.tame(random, 2, 16, 9, 3));
        }
    }

    private static void assertBackwardAllocatesNothing(DySampleWeights weights, String backend, Tensor x) {
        DySample layer = backend.equals(AUTOMATIC) ? DySample.of(weights) : DySample.of(weights, backend);
        DySampleConfig config = weights.config();
        Tensor gradOut = Inputs.tame(new SplittableRandom(10), x.n(), config.outputChannels(),
                config.scale() * x.h(), config.scale() * x.w());
        Tensor gradX = Tensor.zeros(x.n(), x.c(), x.h(), x.w());
        DySampleGradients gradients = layer.newGradients();
        SavedTensors saved = new SavedTensors();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long bytes = bytesOfBackward(layer, x, gradOut, gradX, gradients, saved);
        while (bytes != 0 && System.nanoTime() < deadline) {
            bytes = bytesOfBackward(layer, x, gradOut, gradX, gradients, saved);
        }
        assertEquals(0, bytes, () -> "bytes in " + CALLS + " calls of " + layer + " on " + x.shapeString());
        assertEquals(DySample.of(weights, "scalar").backward(x, gradOut).input(), gradX);
    }

    private static long bytesOfBackward(
            DySample layer, Tensor x, Tensor gradOut, Tensor gradX, DySampleGradients gradients, SavedTensors saved) {
        Tensor out = layer.config().newOutput(x);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int call = 0; call < CALLS; call++) {
            layer.forward(x, out, saved);
            layer.backward(saved, gradOut, gradX, gradients);
            layer.backward(x, gradOut, gradX, gradients);
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "vector"})
    void theMeterCounts(String backend) {
        DySample layer = DySample.of(Inputs.weights(new SplittableRandom(5), LP, 0.3, true, false), backend);
        Tensor x = Inputs.tame(new SplittableRandom(1), 1, 16, 4, 5);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        Tensor out = layer.forward(x);
        assertTrue(THREADS.getCurrentThreadAllocatedBytes() - before >= 4L * out.data().length);
    }
}
