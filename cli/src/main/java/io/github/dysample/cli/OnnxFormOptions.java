package io.github.dysample.cli;

import io.github.dysample.onnx.OnnxForm;
import picocli.CommandLine.Option;

/** The options for how a layer is written as ONNX. */
final class OnnxFormOptions {
    @Option(
            names = "--fast",
            description = "ONNX's own operators, in the form for which ONNX Runtime is several times as fast; offsets"
                    + " that are NaN are answered otherwise (default).")
    private boolean fast;

    @Option(names = "--plain", description = "ONNX's own operators, with border padding, as PyTorch writes them.")
    private boolean plain;

    @Option(
            names = "--operator",
            description = "One node of this project's operator, for ONNX Runtime in the JVM with"
                    + " dysample-onnxruntime.")
    private boolean operator;

    /** Refuses more than one. */
    void check() {
        if ((fast ? 1 : 0) + (plain ? 1 : 0) + (operator ? 1 : 0) > 1) {
            throw new UsageException("--fast, --plain and --operator exclude each other; give one of them");
        }
    }

    OnnxForm chosen() {
        return operator ? OnnxForm.OPERATOR : plain ? OnnxForm.PLAIN : OnnxForm.FAST;
    }
}
