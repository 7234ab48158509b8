package io.github.dysample.onnx;

/** How a layer is written as nodes of ONNX. All forms have a free batch, height and width. */
public enum OnnxForm {
    /**
     * ONNX's own operators, with the points clipped to the map and padding by zeros, for which ONNX Runtime's
     * GridSample is several times as fast. It answers offsets that are NaN otherwise than the layer does.
     */
    FAST,
    /** ONNX's own operators, with padding by the border, as PyTorch exports it. */
    PLAIN,
    /** One node of this project's own operator, which {@code dysample-onnxruntime} adds to ONNX Runtime. */
    OPERATOR
}
