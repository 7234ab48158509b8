package io.github.dysample.cuda.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.DySample;
import io.github.dysample.Tensor;
import io.github.dysample.cuda.CudaDevice;
import io.github.dysample.cuda.CudaDySample;
import io.github.dysample.cuda.CudaOutOfMemoryException;
import io.github.dysample.cuda.CudaTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What lasts: memory over many calls, many threads, and what is left when there is no more memory. */
class EnduranceIT {
    private static final int CALLS = Calls.of(100_000);
    private static final int WARM = Math.min(1000, CALLS / 10);

    /** A heap that grows by itself is no leak; a leak of a call's 60 kB would be gigabytes. */
    private static final long HOST_SLACK = 256L << 20;

    /** Others may use the GPU, too; a leak of a call's blocks would be gigabytes. */
    private static final long DEVICE_SLACK = 64L << 20;

    private final CudaDevice gpu = CudaDevice.get(0);
    private final Trial trial = Trial.of(7);
    private final Tensor right = DySample.of(trial.weights(), "scalar").forward(trial.x());

    @Test
    void memoryStaysFlat() throws IOException {
        DySample layer = DySample.of(trial.weights(), "cuda");
        Tensor out = Tensor.zeros(right.n(), right.c(), right.h(), right.w());
        long device = 0;
        long host = 0;
        for (int call = 0; call < CALLS; call++) {
            layer.forward(trial.x(), out);
            try (CudaDySample resident = gpu.prepare(trial.weights());
                    CudaTensor x = gpu.upload(trial.x());
                    CudaTensor y = resident.forward(x)) {
                y.download(out);
            }
            if (call == WARM) {
                device = gpu.freeMemory();
                host = residentBytes();
            }
        }
        assertEquals(right, out);
        long taken = device - gpu.freeMemory();
        assertTrue(taken < DEVICE_SLACK, taken + " bytes more of the GPU are taken");
        long grown = residentBytes() - host;
        assertTrue(grown < HOST_SLACK, "the process has grown by " + grown + " bytes");
    }

    private static long residentBytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException("/proc/self/status has no VmRSS");
    }

    @Test
    void eightThreadsAtOnce() throws Exception {
        DySample layer = DySample.of(trial.weights(), "cuda");
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Tensor>> results = new ArrayList<>();
            for (int call = 0; call < Calls.of(2000); call++) {
                results.add(threads.submit(() -> layer.forward(trial.x())));
            }
            for (Future<Tensor> result : results) {
                assertEquals(right, result.get());
            }
        }
    }

    @Test
    void memoryRunsOutAndComesBack() {
        long before = gpu.freeMemory();
        List<CudaTensor> held = new ArrayList<>();
        CudaOutOfMemoryException full = assertThrows(CudaOutOfMemoryException.class, () -> {
            while (true) {
                held.add(gpu.allocate(1, 1, 1 << 14, 1 << 14));
            }
        });
        assertEquals(1L << 30, full.bytes());
        held.forEach(CudaTensor::close);
        gpu.emptyCache();
        assertTrue(gpu.freeMemory() >= before, gpu.freeMemory() + " bytes are free, it was " + before);
        assertEquals(right, DySample.of(trial.weights(), "cuda").forward(trial.x()));
    }
}
