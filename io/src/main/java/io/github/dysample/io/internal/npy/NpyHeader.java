package io.github.dysample.io.internal.npy;

import io.github.dysample.io.DType;
import java.nio.ByteOrder;

/**
 * The header of an npy file.
 *
 * @param fortranOrder whether the first index varies fastest, else the last
 */
record NpyHeader(DType dtype, ByteOrder order, boolean fortranOrder, long[] shape) {
    /** NumPy's code of a type: its kind and its size. NumPy takes the bfloat16 of ml_dtypes for two raw bytes. */
    static String code(DType dtype) {
        char kind = dtype == DType.BF16 ? 'V' : Character.toLowerCase(dtype.name().charAt(0));
        return kind + Integer.toString(dtype.bytes());
    }
}
