package io.github.dysample.onnx.internal.find;

/** A sampler is not a layer; the message is the reason. It is an answer, so it keeps no stack trace. */
final class NotALayerException extends Exception {
    private static final long serialVersionUID = 1L;

    NotALayerException(String reason) {
        super(reason, null, false, false);
    }
}
