package io.github.dysample.internal.vector;

import io.github.dysample.spi.BackendProvider;
import io.github.dysample.spi.Kernels;
import io.github.dysample.spi.Probe;
import java.util.Optional;

/** Announces the vector backend where the JVM can run it fast. Names no vector type, so it loads anywhere. */
public final class VectorProvider implements BackendProvider {
    private static final String MODULE = "jdk.incubator.vector";
    private static final int FIRST_KNOWN_RELEASE = 25;

    @Override
    public String name() {
        return "vector";
    }

    @Override
    public int priority() {
        return 100;
    }

    @Override
    public Probe probe() {
        if (Runtime.version().feature() < FIRST_KNOWN_RELEASE) {
            return new Probe.Unavailable("the vector backend is written for Java " + FIRST_KNOWN_RELEASE
                    + " and later, this is Java " + Runtime.version().feature());
        }
        if (!moduleReadable()) {
            return new Probe.Unavailable(
                    "the module " + MODULE + " is not there; start java with --add-modules " + MODULE);
        }
        String compiler = missingCompiler();
        if (compiler != null) {
            return new Probe.Unavailable(compiler);
        }
        try {
            return VectorSupport.probe();
        } catch (LinkageError | RuntimeException failure) {
            // A later release may have changed the incubating API.
            return new Probe.Unavailable("the Vector API of this JVM cannot be used: " + failure);
        }
    }

    @Override
    public Kernels create() {
        return new VectorKernels();
    }

    @Override
    public Kernels createAutomatic() {
        return new AutomaticKernels();
    }

    private static boolean moduleReadable() {
        Module own = VectorProvider.class.getModule();
        ModuleLayer layer = own.getLayer() != null ? own.getLayer() : ModuleLayer.boot();
        Optional<Module> vector = layer.findModule(MODULE).or(() -> ModuleLayer.boot().findModule(MODULE));
        return vector.isPresent() && own.canRead(vector.get());
    }

    /** Without HotSpot's optimising compiler every vector operation allocates: many times slower than plain loops. */
    private static String missingCompiler() {
        String name = System.getProperty("java.vm.name", "");
        String mode = System.getProperty("java.vm.info", "");
        if (!name.contains("Server VM")) {
            return "the vector backend needs HotSpot's server VM, this is " + name;
        }
        if (mode.contains("interpreted") || mode.contains("emulated-client")) {
            return "the C2 compiler is off (" + mode
                    + "); start java without -Xint and without -XX:TieredStopAtLevel";
        }
        return null;
    }
}
