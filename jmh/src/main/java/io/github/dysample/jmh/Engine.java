package io.github.dysample.jmh;

import java.util.Optional;
import java.util.stream.Stream;

/** What the comparison measures. */
public enum Engine {
    /** Our layer, its output reused. */
    DYSAMPLE("LayerBenchmark.forwardInto", true, false),
    /** Our layer, a new output for each call. */
    DYSAMPLE_NEW_OUTPUT("LayerBenchmark.forward", true, false),
    /** The layer in PyTorch. */
    PYTORCH("PyTorchBenchmark.forward", true, true),
    /** The layer in ONNX Runtime, as PyTorch exports it. */
    ONNX_RUNTIME("OnnxRuntimeBenchmark.forward", true, false),
    /** The layer in ONNX Runtime, in the form that it is fastest at. */
    ONNX_RUNTIME_CLAMPED("OnnxRuntimeClampedBenchmark.forward", true, false),
    /** Plain bilinear upsampling in PyTorch. */
    BILINEAR("BilinearBenchmark.forward", false, true),
    /** The floor: a loop that only reads the input and writes as much as the output. */
    COPY_LOOP("CopyLoopBenchmark.copy", false, false),
    /** Our layer forward and backward, its outputs reused. */
    DYSAMPLE_TRAINING("GradientBenchmark.forwardBackwardInto", true, false),
    /** Our layer backward alone. */
    DYSAMPLE_BACKWARD("GradientBenchmark.backwardInto", true, false),
    /** The layer forward and backward in PyTorch. */
    PYTORCH_TRAINING("PyTorchGradientBenchmark.forwardAndBackward", true, true);

    private static final String PACKAGE = Engine.class.getPackageName() + ".";

    private final String method;
    private final boolean layer;
    private final boolean openMp;

    Engine(String method, boolean layer, boolean openMp) {
        this.method = method;
        this.layer = layer;
        this.openMp = openMp;
    }

    /** The full name of its method. */
    public String benchmark() {
        return PACKAGE + method;
    }

    /** Whether it depends on style and scope. */
    public boolean isLayer() {
        return layer;
    }

    public boolean usesOpenMp() {
        return openMp;
    }

    /** Whether the vector width of the JVM matters to it. */
    public boolean usesVectors() {
        return switch (this) {
            case DYSAMPLE, DYSAMPLE_NEW_OUTPUT, DYSAMPLE_TRAINING, DYSAMPLE_BACKWARD -> true;
            case PYTORCH, ONNX_RUNTIME, ONNX_RUNTIME_CLAMPED, BILINEAR, COPY_LOOP, PYTORCH_TRAINING -> false;
        };
    }

    /** The pass it is measured for. */
    public Pass pass() {
        return switch (this) {
            case DYSAMPLE_TRAINING, DYSAMPLE_BACKWARD, PYTORCH_TRAINING -> Pass.BACKWARD;
            case DYSAMPLE, DYSAMPLE_NEW_OUTPUT, PYTORCH, ONNX_RUNTIME, ONNX_RUNTIME_CLAMPED, BILINEAR, COPY_LOOP ->
                Pass.FORWARD;
        };
    }

    /** Whether it was built in. */
    public boolean isPresent() {
        try {
            Class.forName(PACKAGE + method.substring(0, method.indexOf('.')), false, Engine.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }

    /** The engine of a benchmark, or none if it is not part of the comparison. */
    public static Optional<Engine> ofBenchmark(String benchmark) {
        return Stream.of(values()).filter(engine -> engine.benchmark().equals(benchmark)).findFirst();
    }
}
