package io.github.dysample.cuda.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.Backend;
import io.github.dysample.DySample;
import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import io.github.dysample.cuda.CudaException;
import io.github.dysample.cuda.CudaOutOfMemoryException;
import io.github.dysample.spi.Workers;
import io.github.dysample.testkit.internal.Inputs;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a backend with memory of its own owes beyond the contract. */
@ExtendWith(StandIn.class)
class CudaBackendTest {
    private static final long PLENTY = 1L << 32;

    private final Gpu gpu = StandIn.gpu();
    private final Backend backend = Backend.of("cuda", new CudaKernels(gpu));
    private final DySampleWeights weights = DySampleWeights.initial(new DySampleConfig(8, 2, 2, Style.LP, true), 1);
    private final Tensor x = Inputs.tame(new SplittableRandom(1), 2, 8, 9, 11);
    private final Tensor expected = DySample.of(weights, "scalar").forward(x);

    @AfterEach
    void plentyOfMemory() {
        StandIn.set("memory", PLENTY);
        gpu.emptyCache();
    }

    @Test
    void nothingGrows() {
        DySample layer = DySample.of(weights, backend);
        assertEquals(expected, layer.forward(x));
        long device = StandIn.get("device bytes");
        long pinned = StandIn.get("pinned blocks");
        for (int call = 0; call < 500; call++) {
            layer.forward(x, Tensor.zeros(2, 8, 18, 22));
        }
        assertEquals(device, StandIn.get("device bytes"));
        assertEquals(pinned, StandIn.get("pinned blocks"));
    }

    @Test
    void weightsGoWithTheirLayer() throws InterruptedException {
        gpu.memory().giveBack();
        long before = StandIn.get("device blocks");
        for (int layers = 0; layers < 50; layers++) {
            DySample.of(weights, backend);
        }
        for (int tries = 0; tries < 100 && StandIn.get("device blocks") > before; tries++) {
            System.gc();
            Thread.sleep(20);
            gpu.memory().giveBack();
        }
        // Those of earlier tests may go as well.
        assertTrue(StandIn.get("device blocks") <= before);
    }

    @Test
    void memoryRunsOut() {
        DySample layer = DySample.of(weights, backend);
        long used = StandIn.get("device bytes");
        StandIn.set("memory", used + 10_000);
        CudaOutOfMemoryException full = assertThrows(CudaOutOfMemoryException.class, () -> layer.forward(x));
        assertEquals(4L * expected.data().length, full.bytes());
        assertEquals("cuMemAlloc gave CUDA_ERROR_OUT_OF_MEMORY: " + full.bytes() + " bytes were asked for, "
                + (10_000 - 4L * x.data().length) + " of " + (used + 10_000) + " bytes of the GPU are free",
                full.getMessage());
        assertEquals("CUDA_ERROR_OUT_OF_MEMORY", full.error());
        StandIn.set("memory", PLENTY);
        assertEquals(expected, layer.forward(x));
    }

    @Test
    void textsOfTheDriverAreCheckedBeforeTheyAreRead() {
        DySample layer = DySample.of(weights, backend);
        StandIn.set("fail cuMemcpyHtoDAsync_v2", 7000);
        assertEquals("cuMemcpyHtoDAsync gave error 7000: unknown to this driver",
                assertThrows(CudaException.class, () -> layer.forward(x)).getMessage());
        StandIn.set("fail cuMemcpyHtoDAsync_v2", 7001);
        assertEquals("cuMemcpyHtoDAsync gave error 7001: " + "?".repeat(1024),
                assertThrows(CudaException.class, () -> layer.forward(x)).getMessage());
    }

    /** What is kept for the next call is given back before a call fails. */
    @Test
    void whatIsKeptIsGivenBackFirst() {
        DySample layer = DySample.of(weights, backend);
        Tensor large = Inputs.tame(new SplittableRandom(2), 1, 8, 60, 60);
        layer.forward(large);
        StandIn.set("memory", StandIn.get("device bytes"));
        assertEquals(expected, layer.forward(x));
    }

    @Test
    void aCallThatFailsLeavesNothingBehind() {
        DySample layer = DySample.of(weights, backend);
        layer.forward(x);
        long device = StandIn.get("device bytes");
        for (String function : List.of("cuMemcpyHtoDAsync_v2", "cuLaunchKernel", "cuMemcpyDtoHAsync_v2",
                "cuEventRecord", "cuEventSynchronize", "cuStreamSynchronize", "cuCtxSetCurrent")) {
            StandIn.set("fail " + function, 400);
            CudaException failed = assertThrows(CudaException.class, () -> layer.forward(x));
            assertEquals(function.replace("_v2", ""), failed.function());
            assertEquals("CUDA_ERROR_INVALID_HANDLE", failed.error());
            assertEquals(expected, layer.forward(x));
            assertEquals(device, StandIn.get("device bytes"));
        }
    }

    @Test
    void manyThreads() throws Exception {
        gpu.emptyCache();
        long others = StandIn.get("pinned blocks");
        DySample layer = DySample.of(weights, backend);
        for (ExecutorService threads :
                List.of(Executors.newFixedThreadPool(8), Executors.newVirtualThreadPerTaskExecutor())) {
            try (threads) {
                List<Future<Tensor>> results = new ArrayList<>();
                for (int call = 0; call < 64; call++) {
                    results.add(threads.submit(() -> layer.forward(x)));
                }
                for (Future<Tensor> result : results) {
                    assertEquals(expected, result.get());
                }
            }
        }
        assertTrue(StandIn.get("pinned blocks") <= others + Runtime.getRuntime().availableProcessors());
        gpu.emptyCache();
        assertEquals(others, StandIn.get("pinned blocks"));
    }

    /** What was queued before a failure has to be done before its memory is somebody else's. */
    @Test
    void weightsThatDoNotFitDisturbNobody() {
        gpu.emptyCache();
        long room = 4L * weights.offsetWeight().length + 4;
        StandIn.set("memory", StandIn.get("device bytes") + room);
        assertThrows(CudaOutOfMemoryException.class, () -> DySample.of(weights, backend));
        Tensor same = Inputs.tame(new SplittableRandom(5), 1, 1, 1, weights.offsetWeight().length);
        try (Session session = new Session(gpu, Workers.caller())) {
            long copy = session.upload(same.data());
            Tensor back = Tensor.zeros(1, 1, 1, same.w());
            session.download(copy, back.data());
            assertEquals(same, back);
        }
    }

    @Test
    void aStagingAreaThatCannotBeMadeLeavesNothing() {
        gpu.emptyCache();
        List<Long> before = counts();
        for (String function : List.of("cuMemHostAlloc", "cuStreamCreate", "cuEventCreate")) {
            StandIn.set("fail " + function, 2);
            assertThrows(CudaException.class, () -> DySample.of(weights, backend));
            assertEquals(before, counts());
        }
    }

    private static List<Long> counts() {
        return List.of(StandIn.get("pinned blocks"), StandIn.get("streams"), StandIn.get("events"));
    }

    @Test
    void helpersCopy() {
        Tensor large = Inputs.tame(new SplittableRandom(3), 3, 8, 300, 400);
        Tensor right = DySample.of(weights, "vector").forward(large);
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            assertEquals(right, DySample.of(weights, backend).withExecutor(threads, 4).forward(large));
        }
    }

    /** More offsets than a block can share: one kernel after the other. */
    @Test
    void aLayerTooWideForOneKernel() {
        DySampleConfig config = new DySampleConfig(8, 10, 2, Style.LP, false);
        DySampleWeights wide = DySampleWeights.initial(config, 2);
        Tensor small = Inputs.tame(new SplittableRandom(4), 1, 8, 3, 4);
        Tensor right = DySample.of(wide, "scalar").forward(small);
        DySample layer = DySample.of(wide, backend);
        assertEquals(right, layer.forward(small));
        gpu.emptyCache();
        // Enough for input and output, not for all that is between the kernels.
        StandIn.set("memory", StandIn.get("device bytes") + 4L * (small.data().length + right.data().length) + 6000);
        assertThrows(CudaOutOfMemoryException.class, () -> layer.forward(small));
        StandIn.set("memory", PLENTY);
        assertEquals(right, layer.forward(small));
    }
}
