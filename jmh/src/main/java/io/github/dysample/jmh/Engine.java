package io.github.dysample.jmh;

import java.util.Arrays;
import java.util.Optional;

/** What the comparison measures. */
public enum Engine {
    /** Our layer, its output reused. */
    DYSAMPLE("LayerBenchmark.forwardInto", true, false),
    /** Our layer, a new output for each call. */
    DYSAMPLE_NEW_OUTPUT("LayerBenchmark.forward", true, false),
    /** The layer in PyTorch. */
    PYTORCH("PyTorchBenchmark.forward", true, true),
    /** The layer in ONNX Runtime. */
    ONNX_RUNTIME("OnnxRuntimeBenchmark.forward", true, false),
    /** Plain bilinear upsampling in PyTorch. */
    BILINEAR("BilinearBenchmark.forward", false, true),
    /** The floor: a loop that only reads the input and writes as much as the output. */
    COPY_LOOP("CopyLoopBenchmark.copy", false, false);

    private static final String PACKAGE = Engine.class.getPackageName() + ".";

    private final String method;
    private final boolean layer;
    private final boolean openMp;

    Engine(String method, boolean layer, boolean openMp) {
        this.method = method;
        this.layer = layer;
        this.openMp = openMp;
    }

    /** {@return the full name of the benchmark's method} */
    public String benchmark() {
        return PACKAGE + method;
    }

    /** {@return whether it computes the layer, and so depends on style and scope} */
    public boolean isLayer() {
        return layer;
    }

    /** {@return whether it has an OpenMP of its own} */
    public boolean usesOpenMp() {
        return openMp;
    }

    /** {@return whether the forks' vector width matters to it} */
    public boolean usesVectors() {
        return this == DYSAMPLE || this == DYSAMPLE_NEW_OUTPUT;
    }

    /** {@return whether it was built in} */
    public boolean isPresent() {
        try {
            Class.forName(PACKAGE + method.substring(0, method.indexOf('.')), false, Engine.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }

    /**
     * Finds the engine of a benchmark.
     *
     * @param benchmark the full name of the method
     * @return the engine, or none if the benchmark is not part of the comparison
     */
    public static Optional<Engine> ofBenchmark(String benchmark) {
        return Arrays.stream(values())
                .filter(engine -> engine.benchmark().equals(benchmark))
                .findFirst();
    }
}
