package io.github.dysample.onnxruntime.internal;

/** A failure as ONNX Runtime tells it: a code and a message. */
public final class OrtFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** OrtErrorCode: ORT_FAIL. */
    static final int FAIL = 1;

    /** OrtErrorCode: ORT_INVALID_ARGUMENT. */
    static final int INVALID_ARGUMENT = 2;

    private final int code;

    OrtFailure(int code, String message) {
        super(message);
        this.code = code;
    }

    /** {@return the OrtErrorCode} */
    public int code() {
        return code;
    }
}
