package io.github.dysample.internal.scalar;

/**
 * The logistic function from IEEE 754 operations alone, so that it has the same bits everywhere: {@code Math.exp} may
 * differ between platforms. Within 2 ulp of the true value everywhere; 0 at −Inf, 1 at +Inf, NaN for NaN.
 *
 * <p>The constants are shared with the vector kernel of the same name.
 */
public final class Sigmoid {
    /** exp of anything below rounds to 0. */
    public static final float LOWEST = -104f;

    public static final float LOG2_E = 0x1.715476p+0f;
    /** Adding it to a float within ±2²² leaves the nearest integer in the low bits. */
    public static final float ROUNDER = 0x1.8p+23f;
    /** ln 2 in two parts; the first has so few bits that an exponent times it is exact. */
    public static final float LN2_HIGH = 0x1.62e4p-1f;
    public static final float LN2_LOW = 0x1.7f7d1cp-20f;

    /** exp(r) = 1 + r + r²·(C2 + C3·r + …) on ±ln(2)/2: least squares on 400 Chebyshev nodes, 0.18 · 2⁻²⁴ off. */
    public static final float C2 = 0x1.000000p-1f;
    public static final float C3 = 0x1.5554dcp-3f;
    public static final float C4 = 0x1.5554e8p-5f;
    public static final float C5 = 0x1.120ba6p-7f;
    public static final float C6 = 0x1.6d4366p-10f;

    private Sigmoid() {}

    public static float sigmoid(float x) {
        // exp of a negative number never overflows, so small results keep all their bits.
        float e = expOfNegative(-Math.abs(x));
        float numerator = x >= 0f ? 1f : e;
        float denominator = 1f + e;
        float lost = e - (denominator - 1f);
        float reciprocal = 1f / denominator;
        float quotient = numerator * reciprocal;
        // One correction by the remainder, including what the sum lost: 1.5 ulp instead of 2.4.
        float remainder = Math.fma(-quotient, lost, Math.fma(-quotient, denominator, numerator));
        return Math.fma(remainder, reciprocal, quotient);
    }

    static float expOfNegative(float x) {
        float clamped = x < LOWEST ? LOWEST : x;
        float shifted = Math.fma(clamped, LOG2_E, ROUNDER);
        float n = shifted - ROUNDER;
        float r = Math.fma(n, -LN2_HIGH, clamped);
        r = Math.fma(n, -LN2_LOW, r);

        float p = Math.fma(C6, r, C5);
        p = Math.fma(p, r, C4);
        p = Math.fma(p, r, C3);
        p = Math.fma(p, r, C2);
        p = Math.fma(p, r, 1f);
        p = Math.fma(p, r, 1f);

        // 2^n in two factors, since n reaches below the smallest normal exponent.
        int exponent = Float.floatToRawIntBits(shifted) - Float.floatToRawIntBits(ROUNDER);
        int half = exponent >> 1;
        return p * powerOfTwo(half) * powerOfTwo(exponent - half);
    }

    private static float powerOfTwo(int exponent) {
        return Float.intBitsToFloat((exponent + 127) << 23);
    }
}
