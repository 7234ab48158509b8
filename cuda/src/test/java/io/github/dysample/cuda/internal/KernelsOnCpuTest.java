package io.github.dysample.cuda.internal;

import io.github.dysample.Backend;
import io.github.dysample.testkit.BackendContract;
import org.junit.jupiter.api.extension.ExtendWith;

/** The kernels have the bits of the scalar backend: the same source, compiled for the CPU, by way of the driver. */
@ExtendWith(StandIn.class)
class KernelsOnCpuTest extends BackendContract {
    static final class Shared {
        static final Backend BACKEND = Backend.of("cuda", new CudaKernels(StandIn.gpu()));
    }

    @Override
    protected Backend backend() {
        return Shared.BACKEND;
    }
}
