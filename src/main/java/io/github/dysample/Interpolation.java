package io.github.dysample;

/** How {@code gridSample} reads between pixels; PyTorch's {@code mode}. */
public enum Interpolation {
    /** The four neighbours, weighted by area. */
    BILINEAR,
    /** The nearest pixel; a coordinate half-way goes to the even one. */
    NEAREST
}
