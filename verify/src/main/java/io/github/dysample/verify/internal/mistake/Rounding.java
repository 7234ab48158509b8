package io.github.dysample.verify.internal.mistake;

/** To the types of half the size. */
final class Rounding {
    private Rounding() {}

    /** To float16. */
    static double half(double value) {
        return Float.float16ToFloat(Float.floatToFloat16((float) value));
    }

    /** To bfloat16: to nearest, ties to even, by the carry out of the lower half. */
    static double bfloat16(double value) {
        int bits = Float.floatToRawIntBits((float) value);
        return Float.intBitsToFloat((bits + 0x7FFF + (bits >>> 16 & 1)) & 0xFFFF0000);
    }
}
