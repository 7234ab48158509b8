package io.github.dysample.cuda.internal;

import io.github.dysample.cuda.CudaException;
import io.github.dysample.cuda.internal.DriverLibrary.UnavailableException;
import io.github.dysample.spi.Backend;
import io.github.dysample.spi.BackendProvider;
import io.github.dysample.spi.Probe;

/** Announces the GPU, where there is one. */
public final class CudaProvider implements BackendProvider {
    static final String NAME = "cuda";

    private Gpu gpu; // once found; guarded by this

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

    @Override
    public synchronized Probe probe() {
        try {
            if (gpu == null) {
                gpu = Gpu.open();
            }
            return new Probe.Available(gpu.toString());
        } catch (UnavailableException unavailable) {
            return new Probe.Unavailable(unavailable.getMessage());
        } catch (CudaException failed) {
            return new Probe.Unavailable("the GPU cannot be used: " + failed.getMessage());
        }
    }

    @Override
    public synchronized Backend create() {
        return new CudaBackend(gpu);
    }
}
