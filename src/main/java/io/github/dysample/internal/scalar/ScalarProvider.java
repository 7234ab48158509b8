package io.github.dysample.internal.scalar;

import io.github.dysample.spi.Backend;
import io.github.dysample.spi.BackendProvider;
import io.github.dysample.spi.Probe;

/** Announces the scalar backend, which runs everywhere. */
public final class ScalarProvider implements BackendProvider {
    static final String NAME = "scalar";

    /** For {@link java.util.ServiceLoader}. */
    public ScalarProvider() {}

    @Override
    public String name() {
        return NAME;
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
    public Backend create() {
        return new ScalarBackend();
    }
}
