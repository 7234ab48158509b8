package io.github.dysample.internal.scalar;

import io.github.dysample.spi.BackendProvider;
import io.github.dysample.spi.Kernels;
import io.github.dysample.spi.Probe;

/** Announces the scalar backend, which runs everywhere. */
public final class ScalarProvider implements BackendProvider {

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public Probe probe() {
        return new Probe.Available("plain loops");
    }

    @Override
    public Kernels create() {
        return new ScalarKernels();
    }
}
