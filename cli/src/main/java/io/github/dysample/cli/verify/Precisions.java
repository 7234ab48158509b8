package io.github.dysample.cli.verify;

import io.github.dysample.compare.Precision;
import io.github.dysample.io.NdArray;

/** Precisions of arrays. */
public final class Precisions {
    private Precisions() {}

    /** {@return the precision of an array's type; whole numbers are exact in double} */
    public static Precision of(NdArray array) {
        return switch (array.dtype()) {
            case F16 -> Precision.HALF;
            case BF16 -> Precision.BFLOAT16;
            case F32 -> Precision.SINGLE;
            default -> Precision.DOUBLE;
        };
    }
}
