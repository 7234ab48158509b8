package io.github.dysample.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.DySample;
import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import io.github.dysample.cuda.internal.StandIn;
import io.github.dysample.testkit.internal.Inputs;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;

/** Tensors and layers that stay on the GPU, with two of them. */
@ExtendWith(StandIn.class)
class CudaTensorTest {
    private static final DySampleConfig CONFIG = new DySampleConfig(8, 2, 2, Style.LP, true);

    private final DySampleWeights weights = Inputs.weights(new SplittableRandom(1), CONFIG, 0.5, true, false);
    private final Tensor x = Inputs.tame(new SplittableRandom(2), 2, 8, 5, 7);
    private CudaDevice gpu;
    private CudaDevice other;

    @BeforeEach
    void twoDevices() {
        StandIn.set("devices", 2);
        StandIn.useFor(() -> {
            gpu = CudaDevice.get(0);
            other = CudaDevice.get(1);
        });
    }

    @AfterEach
    void one() {
        StandIn.set("devices", 1);
    }

    @Test
    void layersInAChain() {
        try (CudaDySample layer = gpu.prepare(weights);
                CudaTensor first = gpu.upload(x);
                CudaTensor second = layer.forward(first);
                CudaTensor third = layer.forward(second)) {
            DySample scalar = DySample.of(weights, "scalar");
            assertEquals(scalar.forward(scalar.forward(x)), third.download());
            assertEquals("(2, 8, 20, 28)", third.shapeString());
            assertEquals(CONFIG, layer.config());
        }
    }

    @Test
    void onAStreamOfTheCallers() {
        Tensor right = DySample.of(weights, "scalar").forward(x);
        try (CudaStream stream = gpu.newStream();
                CudaDySample layer = gpu.prepare(weights);
                CudaTensor in = gpu.upload(x);
                CudaTensor out = gpu.allocate(2, 8, 10, 14)) {
            layer.forward(in, out, stream);
            assertEquals(right, out.download());
            out.upload(Tensor.zeros(2, 8, 10, 14));
            layer.forward(in, out, gpu.stream(stream.handle()));
            assertEquals(right, out.download());
        }
    }

    @Test
    void memoryOfSomebodyElse() {
        try (CudaDySample layer = gpu.prepare(weights);
                CudaTensor in = gpu.upload(x);
                CudaTensor out = gpu.allocate(2, 8, 10, 14)) {
            CudaTensor view = gpu.wrap(in.address(), 2, 8, 5, 7);
            layer.forward(view, out);
            view.close();
            assertEquals(x, in.download());
            assertEquals(DySample.of(weights, "scalar").forward(x), out.download());
        }
        refuses("address is 0x0, must be a multiple of 16 and not 0", () -> gpu.wrap(0, 1, 1, 1, 1));
        refuses("address is 0x18", () -> gpu.wrap(0x18, 1, 1, 1, 1));
    }

    @Test
    void memoryIsGivenBack() {
        gpu.emptyCache();
        long before = StandIn.get("device bytes");
        CudaTensor tensor = gpu.allocate(1, 1, 100, 100);
        tensor.close();
        tensor.close();
        CudaDySample layer = gpu.prepare(weights);
        layer.close();
        layer.close();
        gpu.emptyCache();
        assertEquals(before, StandIn.get("device bytes"));
    }

    /** What cannot be waited for is not held for ever. */
    @Test
    void closedThoughTheDriverFails() {
        gpu.emptyCache();
        long before = StandIn.get("device bytes");
        CudaDySample layer = gpu.prepare(weights);
        CudaTensor in = gpu.upload(x);
        CudaTensor out = layer.forward(in);
        for (AutoCloseable each : List.of(layer, in, out)) {
            StandIn.set("fail cuStreamSynchronize", 400);
            assertThrows(CudaException.class, each::close);
        }
        gpu.emptyCache();
        assertEquals(before, StandIn.get("device bytes"));
    }

    /** Two threads read the same input on streams of their own. */
    @Test
    void sharedByStreams() throws Exception {
        Tensor right = DySample.of(weights, "scalar").forward(x);
        for (int round = 0; round < 50; round++) {
            try (CudaDySample layer = gpu.prepare(weights);
                    CudaTensor in = gpu.upload(x);
                    ExecutorService threads = Executors.newFixedThreadPool(2)) {
                List<Future<Tensor>> results = new ArrayList<>();
                for (int thread = 0; thread < 2; thread++) {
                    results.add(threads.submit(() -> {
                        try (CudaStream stream = gpu.newStream(); CudaTensor out = gpu.allocate(2, 8, 10, 14)) {
                            layer.forward(in, out, stream);
                            return out.download();
                        }
                    }));
                }
                for (Future<Tensor> result : results) {
                    assertEquals(right, result.get());
                }
            }
        }
    }

    @Test
    void anEmptyBatch() {
        try (CudaDySample layer = gpu.prepare(weights);
                CudaTensor none = gpu.allocate(0, 8, 5, 7);
                CudaTensor out = layer.forward(none);
                CudaTensor huge = gpu.allocate(0, 8, 1 << 30, 7)) {
            assertEquals(Tensor.zeros(0, 8, 10, 14), out.download());
            refuses("1073741824 times scale 2", () -> layer.forward(huge));
        }
    }

    @Test
    void wrongShapes() {
        try (CudaDySample layer = gpu.prepare(weights);
                CudaTensor in = gpu.upload(x);
                CudaTensor small = gpu.allocate(2, 8, 9, 14);
                CudaTensor channels = gpu.allocate(2, 4, 5, 7)) {
            refuses("out has shape (2, 8, 9, 14), must be (2, 8, 10, 14)", () -> layer.forward(in, small));
            refuses("x has shape (2, 4, 5, 7), must have 8 channels", () -> layer.forward(channels));
            refuses("the tensor of the host has shape (1, 1, 1, 1), that of the device (2, 8, 5, 7)",
                    () -> in.download(Tensor.zeros(1, 1, 1, 1)));
            refuses("shape (1, 1, 1, 1)", () -> in.upload(Tensor.zeros(1, 1, 1, 1)));
        }
        refuses("weights is null", () -> gpu.prepare(null));
        DySampleConfig same = new DySampleConfig(8, 1, 2, Style.LP, false);
        try (CudaDySample identity = gpu.prepare(DySampleWeights.initial(same, 1)); CudaTensor in = gpu.upload(x)) {
            refuses("out has the memory of x", () -> identity.forward(in, in));
        }
    }

    @Test
    void anotherDevice() {
        try (CudaDySample layer = gpu.prepare(weights);
                CudaTensor in = gpu.upload(x);
                CudaTensor there = other.upload(x);
                CudaTensor out = gpu.allocate(2, 8, 10, 14);
                CudaStream stream = other.newStream()) {
            refuses("x is of CUDA device 1, Stand-in 1, compute capability 9.0, this layer of CUDA device 0",
                    () -> layer.forward(there));
            refuses("the stream is of CUDA device 1", () -> layer.forward(in, out, stream));
        }
        IllegalStateException missing =
                assertThrows(IllegalStateException.class, () -> StandIn.useFor(() -> CudaDevice.get(7)));
        assertEquals("device 7 was asked for, and there are 2 GPUs, from 0", missing.getMessage());
    }

    @Test
    void afterClose() {
        CudaDySample layer = gpu.prepare(weights);
        CudaTensor in = gpu.upload(x);
        CudaTensor out = gpu.allocate(2, 8, 10, 14);
        CudaStream stream = gpu.newStream();
        layer.forward(in, out, stream);
        stream.close();
        closed("this stream of CUDA device 0", stream::synchronize);
        // What was on the stream is done.
        assertEquals(DySample.of(weights, "scalar").forward(x), out.download());
        closed("this stream of CUDA device 0", () -> layer.forward(in, out, stream));
        in.close();
        closed("this tensor (2, 8, 5, 7) of CUDA device 0", in::download);
        closed("this tensor (2, 8, 5, 7)", () -> layer.forward(in, out));
        layer.close();
        closed("this layer of CUDA device 0", () -> layer.forward(in));
        out.close();
    }

    @Test
    void theDevicesOwnStreamStaysOpen() {
        gpu.stream().close();
        try (CudaDySample layer = gpu.prepare(weights);
                CudaTensor in = gpu.upload(x);
                CudaTensor y = layer.forward(in)) {
            assertEquals(DySample.of(weights, "scalar").forward(x), y.download());
        }
        assertSame(gpu, CudaDevice.get(0));
    }

    @Test
    void manyThreads() throws Exception {
        Tensor right = DySample.of(weights, "scalar").forward(x);
        try (CudaDySample layer = gpu.prepare(weights);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Tensor> result : IntStream.range(0, 64)
                    .mapToObj(call -> threads.submit(() -> {
                        try (CudaTensor in = gpu.upload(x); CudaTensor out = layer.forward(in)) {
                            return out.download();
                        }
                    }))
                    .toList()) {
                assertEquals(right, result.get());
            }
        }
    }

    private static void refuses(String part, Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.contains(part), message);
    }

    private static void closed(String part, Executable call) {
        String message = assertThrows(IllegalStateException.class, call).getMessage();
        assertTrue(message.contains(part) && message.endsWith("is closed"), message);
    }
}
