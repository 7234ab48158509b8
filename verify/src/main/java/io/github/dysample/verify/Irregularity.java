package io.github.dysample.verify;

/** How the numbers of a case are out of the ordinary. */
public enum Irregularity {
    /** Not at all. */
    NONE,
    /** No noise in the input, so that the points may be off by the rounding of a wide map. */
    SMOOTH_INPUT,
    /** Infinities along the last row and column. */
    INFINITE_EDGE,
    /** The bias of one offset channel in five is NaN. */
    NAN_OFFSETS,
    /** A scope.bias, as checkpoints from before March 2024 have. */
    SCOPE_BIAS
}
