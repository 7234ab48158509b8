package io.github.dysample.io;

/**
 * A layer ends in a convolution that is not 1×1. The message says which, and how to read the layer without it.
 * Immutable.
 */
public final class EndConvException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** The shape of its weight. */
    private final long[] shape;

    /**
     * Makes an exception.
     *
     * @param message one sentence
     * @param shape the shape of {@code end_conv.weight}
     */
    public EndConvException(String message, long... shape) {
        super(message);
        this.shape = shape.clone();
    }

    /** {@return the shape of {@code end_conv.weight}, a copy} */
    public long[] shape() {
        return shape.clone();
    }
}
