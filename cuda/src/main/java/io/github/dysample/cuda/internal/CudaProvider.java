package io.github.dysample.cuda.internal;

import io.github.dysample.cuda.internal.DriverLibrary.UnavailableException;
import io.github.dysample.spi.BackendProvider;
import io.github.dysample.spi.Kernels;
import io.github.dysample.spi.Probe;

/** Announces the GPU, where there is one. */
public final class CudaProvider implements BackendProvider {
    static final String NAME = "cuda";

    /** For {@link java.util.ServiceLoader}. */
    public CudaProvider() {}

    @Override
    public String name() {
        return NAME;
    }

    /** Below the others: no measurement says yet that tensors of the host gain from the way there and back. */
    @Override
    public int priority() {
        return -100;
    }

    /** Asks the driver, and loads nothing. */
    @Override
    public Probe probe() {
        try {
            return new Probe.Available(Gpu.describe());
        } catch (UnavailableException unavailable) {
            return new Probe.Unavailable(unavailable.getMessage());
        } catch (RuntimeException | LinkageError failed) {
            // The driver fails, or this JVM cannot call C.
            return new Probe.Unavailable("the GPU cannot be used: " + failed.getMessage());
        }
    }

    @Override
    public Kernels create() {
        return new CudaKernels(Gpu.open());
    }
}
