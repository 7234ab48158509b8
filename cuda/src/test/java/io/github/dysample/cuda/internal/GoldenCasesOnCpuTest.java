package io.github.dysample.cuda.internal;

import io.github.dysample.Backend;
import io.github.dysample.cuda.gpu.GoldenCases;
import org.junit.jupiter.api.extension.ExtendWith;

/** The kernels as compiled for the CPU. */
@ExtendWith(StandIn.class)
class GoldenCasesOnCpuTest extends GoldenCases {
    @Override
    protected Backend backend() {
        return KernelsOnCpuTest.Shared.BACKEND;
    }
}
