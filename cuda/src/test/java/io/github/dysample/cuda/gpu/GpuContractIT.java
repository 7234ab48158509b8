package io.github.dysample.cuda.gpu;

import io.github.dysample.Backend;
import io.github.dysample.Backends;
import io.github.dysample.testkit.BackendContract;

/** The kernels have the bits of the scalar backend on the GPU, too. */
class GpuContractIT extends BackendContract {
    @Override
    protected Backend backend() {
        return Backends.named("cuda");
    }
}
