package io.github.dysample.io;

/**
 * The type of an array's elements. The names are those of safetensors.
 *
 * <p>Unsigned types and half precision are held as their bits in the Java type of the same size. Immutable.
 */
public enum DType {
    /** IEEE half precision, held as bits in a {@code short[]}. */
    F16(2),
    /** bfloat16, the upper half of a float, held as bits in a {@code short[]}. */
    BF16(2),
    /** IEEE single precision, a {@code float[]}. */
    F32(4),
    /** IEEE double precision, a {@code double[]}. */
    F64(8),
    /** Signed bytes, a {@code byte[]}. */
    I8(1),
    /** Signed 16 bit integers, a {@code short[]}. */
    I16(2),
    /** Signed 32 bit integers, an {@code int[]}. */
    I32(4),
    /** Signed 64 bit integers, a {@code long[]}. */
    I64(8),
    /** Unsigned bytes, held as bits in a {@code byte[]}. */
    U8(1),
    /** Unsigned 16 bit integers, held as bits in a {@code short[]}. */
    U16(2),
    /** Unsigned 32 bit integers, held as bits in an {@code int[]}. */
    U32(4),
    /** Unsigned 64 bit integers, held as bits in a {@code long[]}. */
    U64(8),
    /** Truth values, a {@code byte[]} where 0 is false and anything else true. */
    BOOL(1);

    private final int bytes;

    DType(int bytes) {
        this.bytes = bytes;
    }

    /** {@return the size of one element in bytes} */
    public int bytes() {
        return bytes;
    }

    /** {@return whether this is one of the floating-point types} */
    public boolean isFloating() {
        return this == F16 || this == BF16 || this == F32 || this == F64;
    }
}
