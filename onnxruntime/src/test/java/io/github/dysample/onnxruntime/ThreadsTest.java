package io.github.dysample.onnxruntime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.ExecutionMode;
import io.github.dysample.Backend;
import io.github.dysample.Backends;
import io.github.dysample.DySample;
import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Threads: several in one session, the layer's helpers, and ONNX Runtime's own. */
class ThreadsTest {
    private static final DySampleWeights WEIGHTS = TestLayers.weights(DySampleConfig.dySamplePlus(16));

    @Test
    void fourInOneSession() throws Exception {
        DySample layer = DySample.of(WEIGHTS);
        List<Callable<Void>> calls = new ArrayList<>();
        try (OrtSession session = Networks.open(NetworkFile.of(WEIGHTS));
                ExecutorService pool = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 80; i++) {
                Tensor x = TestLayers.map(1 + i % 2, 16, 3 + i % 5, 4 + i % 7, i);
                calls.add(() -> {
                    assertEquals(layer.forward(x), Networks.run(session, x));
                    return null;
                });
            }
            for (Future<Void> call : pool.invokeAll(calls)) {
                call.get();
            }
        }
    }

    @Test
    void helpersOfTheCaller() throws OrtException {
        AtomicInteger tasks = new AtomicInteger();
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            Backend backend = Backends.named("scalar").withExecutor(task -> {
                tasks.incrementAndGet();
                pool.execute(task);
            }, 3);
            Tensor x = TestLayers.map(1, 16, 64, 64, 1);
            try (OrtSession session = Networks.open(NetworkFile.of(WEIGHTS), backend)) {
                assertEquals(DySample.of(WEIGHTS).forward(x), Networks.run(session, x));
            }
        }
        assertTrue(tasks.get() > 0, "no helper was asked for");
    }

    @Test
    void nodesOnThreadsOfOnnxRuntime() throws OrtException {
        NetworkFile file = new NetworkFile();
        List<String> branches = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            file.node("x", "branch" + i, WEIGHTS);
            branches.add("branch" + i);
        }
        file.standard("Max", "y", branches.toArray(String[]::new));
        Tensor x = TestLayers.map(2, 16, 20, 20, 1);
        try (SessionOptions options = new SessionOptions()) {
            options.setExecutionMode(ExecutionMode.PARALLEL);
            options.setInterOpNumThreads(3);
            DySampleOperator.register(options);
            try (OrtSession session = Networks.ENVIRONMENT.createSession(file.toByteArray(), options)) {
                for (int i = 0; i < 20; i++) {
                    assertEquals(DySample.of(WEIGHTS).forward(x), Networks.run(session, x));
                }
            }
        }
    }
}
