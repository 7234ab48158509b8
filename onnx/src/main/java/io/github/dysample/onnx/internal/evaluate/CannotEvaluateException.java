package io.github.dysample.onnx.internal.evaluate;

/** A part of a graph cannot be computed; the message is the reason. It is an answer, so it keeps no stack trace. */
public final class CannotEvaluateException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With the end of a sentence. */
    public CannotEvaluateException(String reason) {
        super(reason, null, false, false);
    }
}
