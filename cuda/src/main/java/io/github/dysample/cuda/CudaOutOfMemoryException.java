package io.github.dysample.cuda;

/** A call needs more memory than is free, on the GPU or locked on the host; nothing is lost by it. */
public class CudaOutOfMemoryException extends CudaException {
    private static final long serialVersionUID = 1L;

    /** What was asked for. */
    private final long bytes;

    /**
     * Makes an exception.
     *
     * @param function the C function that was called
     * @param error the driver's name of the error
     * @param bytes what was asked for
     * @param rest what there is instead
     */
    public CudaOutOfMemoryException(String function, String error, long bytes, String rest) {
        super(function, error, bytes + " bytes were asked for, " + rest);
        this.bytes = bytes;
    }

    /** {@return the bytes that were asked for} */
    public long bytes() {
        return bytes;
    }
}
