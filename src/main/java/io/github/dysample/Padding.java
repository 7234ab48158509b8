package io.github.dysample;

/** What {@code gridSample} reads outside the input; PyTorch's {@code padding_mode}. */
public enum Padding {
    /** Zero; a coordinate that is NaN reads zero too. */
    ZEROS,
    /** The nearest pixel of the edge; a coordinate that is NaN is taken as 0. */
    BORDER,
    /**
     * The mirrored input: about the centres of the edge pixels with {@code alignCorners}, about the outer edges
     * without. A coordinate that is NaN or infinite is taken as 0.
     */
    REFLECTION
}
