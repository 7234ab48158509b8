package io.github.dysample.cuda.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.Backends;
import io.github.dysample.cuda.CudaException;
import io.github.dysample.spi.Probe;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each reason for which there is no GPU, in a sentence. */
@ExtendWith(StandIn.class)
class UnavailableTest {

    @AfterEach
    void anOrdinaryDriver() {
        StandIn.set("driver", 12_040);
        StandIn.set("devices", 1);
        StandIn.set("major", 9);
        StandIn.set("minor", 0);
        System.clearProperty(Gpu.ORDINAL);
    }

    private static String reason(String library) {
        System.setProperty(DriverLibrary.PATH, library);
        try {
            return assertInstanceOf(Probe.Unavailable.class, new CudaProvider().probe()).reason();
        } finally {
            System.clearProperty(DriverLibrary.PATH);
        }
    }

    private static String reason() {
        return reason(StandIn.library().toString());
    }

    @Test
    void noLibrary() {
        assertEquals("there is no /nowhere/libcuda.so.1, which an NVIDIA driver brings",
                reason("/nowhere/libcuda.so.1"));
    }

    @Test
    void aLibraryThatIsNoDriver() {
        Path java = Path.of(System.getProperty("java.home"), "lib", "libjava.so");
        assertEquals(java + " has no function cuInit; install a newer NVIDIA driver", reason(java.toString()));
    }

    @Test
    void noDevice() {
        StandIn.set("devices", 0);
        assertEquals("the NVIDIA driver finds no GPU it can use: cuInit gave CUDA_ERROR_NO_DEVICE: no CUDA-capable"
                + " device is detected", reason());
    }

    @Test
    void anOldDriver() {
        StandIn.set("driver", 10_020);
        assertEquals("the NVIDIA driver supports CUDA 10.2, the kernels need 11.0; install a newer driver", reason());
    }

    @Test
    void anOldGpu() {
        StandIn.set("major", 6);
        StandIn.set("minor", 1);
        assertEquals("the GPU, Stand-in 0, has compute capability 6.1, the kernels need 7.5", reason());
    }

    @Test
    void aGpuThereIsNot() {
        System.setProperty(Gpu.ORDINAL, "1");
        assertEquals("device 1 was asked for, and there is 1 GPU, number 0", reason());
        StandIn.set("devices", 3);
        System.setProperty(Gpu.ORDINAL, "-1");
        assertEquals("device -1 was asked for, and there are 3 GPUs, from 0", reason());
        System.setProperty(Gpu.ORDINAL, "first");
        assertEquals("-Ddysample.cuda.device is \"first\", must be the number of a GPU, from 0", reason());
    }

    @Test
    void theGpuThatIsAskedFor() {
        StandIn.set("devices", 3);
        System.setProperty(Gpu.ORDINAL, "2");
        StandIn.useFor(() ->
                assertEquals("Stand-in 2, compute capability 9.0", new CudaProvider().probe().text()));
    }

    @Test
    void kernelsThatDoNotLoad() {
        StandIn.set("devices", 6);
        StandIn.set("fail cuModuleLoadDataEx", 1);
        System.setProperty(Gpu.ORDINAL, "5");
        StandIn.useFor(() -> {
            CudaException failed = assertThrows(CudaException.class, () -> new CudaProvider().create());
            assertEquals("cuModuleLoadDataEx gave CUDA_ERROR_INVALID_VALUE: it failed", failed.getMessage());
            assertNotNull(new CudaProvider().create());
        });
    }

    @Test
    void aDriverThatFails() {
        StandIn.set("fail cuDeviceGetName", 1);
        assertEquals("the GPU cannot be used: cuDeviceGetName gave CUDA_ERROR_INVALID_VALUE: it failed", reason());
    }

    @Test
    void anErrorTheDriverHasNoNameFor() {
        StandIn.set("fail cuInit", 777);
        assertEquals("the NVIDIA driver finds no GPU it can use: cuInit gave error 777: it failed", reason());
    }

    /** On this machine, whatever it has. */
    @Test
    void listedAndNeverTheAutomaticChoice() {
        assertTrue(Backends.all().stream().anyMatch(candidate -> candidate.name().equals("cuda")));
        assertEquals("vector", Backends.best().name());
    }
}
