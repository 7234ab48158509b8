package io.github.dysample.cuda;

/** A call of the CUDA driver that failed. The GPU's state is then as the driver says of the error. */
public class CudaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The C function. */
    private final String function;

    /** The driver's name of the error. */
    private final String error;

    /**
     * Makes an exception.
     *
     * @param function the C function that was called
     * @param error the driver's name of the error, such as {@code CUDA_ERROR_INVALID_VALUE}
     * @param text what the driver says of it
     */
    public CudaException(String function, String error, String text) {
        super(function + " gave " + error + ": " + text);
        this.function = function;
        this.error = error;
    }

    /** {@return the C function that was called} */
    public String function() {
        return function;
    }

    /** {@return the driver's name of the error} */
    public String error() {
        return error;
    }
}
