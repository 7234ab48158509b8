package io.github.dysample.verify.internal.mistake;

/** Rounding to the types of 16 bits. */
final class Rounding {
    private Rounding() {}

    /** Rounds to float16. */
    static double half(double value) {
        return Float.float16ToFloat(Float.floatToFloat16((float) value));
    }

    /** Rounds to bfloat16: to nearest, ties to even, by the carry out of the lower half. */
    static double bfloat16(double value) {
        int bits = Float.floatToRawIntBits((float) value);
        return Float.intBitsToFloat((bits + 0x7FFF + (bits >>> 16 & 1)) & 0xFFFF0000);
    }
}
