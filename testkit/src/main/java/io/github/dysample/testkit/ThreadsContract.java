package io.github.dysample.testkit;

import io.github.dysample.Backend;
import io.github.dysample.DySampleConfig;
import io.github.dysample.Interpolation;
import io.github.dysample.Padding;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import io.github.dysample.testkit.internal.Inputs;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Kernels give the same bits with helpers as without. */
abstract class ThreadsContract extends KernelContract {
    private static final int THREADS = 4;

    private final SplittableRandom random = new SplittableRandom(6);

    ThreadsContract(Backend backend) {
        super(backend);
    }

    /** On the definition alone, and on the backend alone and with helpers. */
    private void check(Tensor like, String what, BiConsumer<Backend, Tensor> kernel) {
        assertSameBits(like, kernel, () -> what);
        try (ExecutorService pool = Executors.newFixedThreadPool(THREADS - 1)) {
            Backend helped = backend.withExecutor(pool, THREADS);
            Tensor expected = Inputs.filled(Float.NaN, like.n(), like.c(), like.h(), like.w());
            Tensor actual = Inputs.filled(Float.NaN, like.n(), like.c(), like.h(), like.w());
            kernel.accept(scalar(), expected);
            kernel.accept(helped, actual);
            assertEqualBits(expected, actual, () -> what + " with " + THREADS + " threads");
        }
    }

    @Test
    void everyKernel() {
        DySampleConfig config = new DySampleConfig(6, 2, 3, Style.LP, true);
        Tensor x = Inputs.tame(random, 2, 6, 70, 90);
        Tensor linear = Inputs.tame(random, 2, config.offsetChannels(), 70, 90);
        Tensor scope = Inputs.tame(random, 2, config.offsetChannels(), 70, 90);
        Tensor fine = Inputs.tame(random, 2, 3, 140, 180);
        Tensor grid = Inputs.tame(random, 2, 140, 180, 2);
        float[] weight = Inputs.array(random, 10 * 6, 1);
        check(Tensor.zeros(2, 10, 70, 90), "conv1x1", (backend, out) -> backend.conv1x1(x, weight, null, out));
        check(linear, "offsets",
                (backend, out) -> backend.offsets(linear, scope, config.initialPositions(), out));
        check(config.newOutput(x), "offsetSample", (backend, out) -> backend.offsetSample(x, linear, 2, 3, out));
        check(Tensor.zeros(2, 12, 70, 90), "pixelUnshuffle", (backend, out) -> backend.pixelUnshuffle(fine, 2, out));
        check(fine, "pixelShuffle",
                (backend, out) -> backend.pixelShuffle(Inputs.tame(new SplittableRandom(7), 2, 12, 70, 90), 2, out));
        check(Tensor.zeros(2, 6, 140, 180), "gridSample", (backend, out) ->
                backend.gridSample(x, grid, Interpolation.BILINEAR, Padding.BORDER, false, out));
    }
}
