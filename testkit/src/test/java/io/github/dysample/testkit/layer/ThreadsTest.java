package io.github.dysample.testkit.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.DySample;
import io.github.dysample.DySampleConfig;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import io.github.dysample.testkit.internal.Inputs;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same bits for any number of threads of any kind, and no executor that can block a call. */
@Tag("vector")
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class ThreadsTest {
    private static final DySampleConfig CONFIG = new DySampleConfig(8, 2, 2, Style.LP, true);

    /** Three images of three bands each. */
    private static final Tensor X = Inputs.tame(new SplittableRandom(1), 3, 8, 33, 40);

    private static DySample layer(String backend) {
        return DySample.of(Inputs.weights(new SplittableRandom(2), CONFIG, 0.5, true, false), backend);
    }

    private static Tensor expected() {
        return layer("scalar").forward(X);
    }

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "vector"})
    void oneToEightThreads(String backend) {
        try (ExecutorService executor = Executors.newFixedThreadPool(7)) {
            for (int width = 1; width <= 8; width++) {
                assertEquals(expected(), layer(backend).withExecutor(executor, width).forward(X));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "vector"})
    void virtualThreads(String backend) {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int width = 2; width <= 8; width += 3) {
                assertEquals(expected(), layer(backend).withExecutor(executor, width).forward(X));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "vector"})
    void moreThreadsThanPieces(String backend) {
        try (ExecutorService executor = Executors.newCachedThreadPool()) {
            Tensor small = Inputs.tame(new SplittableRandom(3), 1, 8, 1, 5);
            assertEquals(
                    layer("scalar").forward(small), layer(backend).withExecutor(executor, 100).forward(small));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "vector"})
    void eightCallersOfOneLayer(String backend) throws Exception {
        assertEightCallers(layer(backend), Executors.newFixedThreadPool(8));
        assertEightCallers(layer(backend), Executors.newVirtualThreadPerTaskExecutor());
    }

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "vector"})
    void eightCallersThatShareTheirHelpers(String backend) throws Exception {
        try (ExecutorService helpers = Executors.newFixedThreadPool(3)) {
            assertEightCallers(layer(backend).withExecutor(helpers, 4), Executors.newFixedThreadPool(8));
        }
    }

    private static void assertEightCallers(DySample layer, ExecutorService callers) throws Exception {
        Tensor expected = expected();
        try (callers) {
            List<Callable<Tensor>> calls = new ArrayList<>();
            for (int call = 0; call < 24; call++) {
                calls.add(() -> layer.forward(X));
            }
            for (Future<Tensor> result : callers.invokeAll(calls)) {
                assertEquals(expected, result.get());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "vector"})
    void anExecutorThatRejects(String backend) {
        Executor rejecting = task -> {
            throw new RejectedExecutionException("full");
        };
        assertEquals(expected(), layer(backend).withExecutor(rejecting, 4).forward(X));
    }

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "vector"})
    void anExecutorThatRunsInline(String backend) {
        assertEquals(expected(), layer(backend).withExecutor(Runnable::run, 4).forward(X));
    }

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "vector"})
    void anExecutorWhoseOnlyThreadIsTheCaller(String backend) throws Exception {
        try (ExecutorService single = Executors.newSingleThreadExecutor()) {
            DySample layer = layer(backend).withExecutor(single, 4);
            assertEquals(expected(), single.submit(() -> layer.forward(X)).get());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "vector"})
    void anInterruptedCaller(String backend) {
        try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
            Thread.currentThread().interrupt();
            Tensor y = layer(backend).withExecutor(executor, 3).forward(X);
            assertTrue(Thread.interrupted(), "the flag was lost");
            assertEquals(expected(), y);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "vector"})
    void wrongWidthsAndNoExecutor(String backend) {
        DySample layer = layer(backend);
        for (int width : new int[] {0, -1}) {
            String message = assertThrows(
                    IllegalArgumentException.class, () -> layer.withExecutor(Runnable::run, width)).getMessage();
            assertEquals("width is " + width + ", must be at least 1", message);
        }
        String message =
                assertThrows(IllegalArgumentException.class, () -> layer.withExecutor(null, 2)).getMessage();
        assertEquals("executor is null", message);
    }
}
