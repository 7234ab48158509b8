package io.github.dysample.verify;

/** An irregularity in the numbers of a case. */
public enum Irregularity {
    /** None. */
    NONE,
    /** No noise in the input, so that points may be off by as much as rounding moves them on a wide map. */
    SMOOTH_INPUT,
    /** Infinities along the last row and column. */
    INFINITE_EDGE,
    /** The bias of one offset channel in five is NaN. */
    NAN_OFFSETS,
    /** A scope.bias, as in checkpoints from before March 2024. */
    SCOPE_BIAS,
    /** An init_pos with sub-row and sub-column swapped, as a fork saves it. */
    SWAPPED_POSITIONS,
    /** An init_pos rounded to bfloat16. */
    BFLOAT16_POSITIONS
}
