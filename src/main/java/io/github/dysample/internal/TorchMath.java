package io.github.dysample.internal;

/**
 * Logarithm, sine and cosine as PyTorch's CPU build for AVX2 computes them when it draws normal numbers: the
 * single-precision approximations of Moshier's Cephes library with every multiply-add fused. Their last bits decide the
 * last bits of fresh weights.
 */
final class TorchMath {
    private static final float SQRT_HALF = 0.70710677f;

    /** ln 2 in two parts. */
    private static final float LN2_HIGH = 0.693359375f;
    private static final float LN2_LOW = -2.12194440e-4f;

    /** π/4 in three parts, to be taken away from an angle. */
    private static final float QUARTER_1 = -0.78515625f;
    private static final float QUARTER_2 = -2.4187564849853515625e-4f;
    private static final float QUARTER_3 = -3.77489497744594108e-8f;
    private static final float FOUR_OVER_PI = 1.27323954473516f;

    private static final float[] LOG = {
        7.0376836292e-2f, -1.1514610310e-1f, 1.1676998740e-1f, -1.2420140846e-1f, 1.4249322787e-1f,
        -1.6668057665e-1f, 2.0000714765e-1f, -2.4999993993e-1f, 3.3333331174e-1f
    };
    private static final float[] SINE = {-1.9515295891e-4f, 8.3321608736e-3f, -1.6666654611e-1f};
    private static final float[] COSINE = {
        2.443315711809948e-5f, -1.388731625493765e-3f, 4.166664568298827e-2f
    };

    private TorchMath() {}

    /** The natural logarithm of a normal positive number. */
    static float log(float x) {
        float mantissa = Float.intBitsToFloat(Float.floatToRawIntBits(x) & 0x007fffff | 0x3f000000); // in [½, 1)
        float exponent = Math.getExponent(x) + 1;
        float t = mantissa - 1f;
        if (mantissa < SQRT_HALF) {
            exponent -= 1f;
            t = mantissa + mantissa - 1f;
        }
        float square = t * t;
        float y = polynomial(LOG, t) * t;
        y = Math.fma(y, square, exponent * LN2_LOW);
        y = Math.fma(-square, 0.5f, y);
        return Math.fma(exponent, LN2_HIGH, t + y);
    }

    /** The sine of an angle from 0 to 2π. */
    static float sin(float angle) {
        int octant = evenOctant(angle);
        float rest = rest(angle, octant);
        float value = (octant & 2) == 0 ? sineNearZero(rest) : cosineNearZero(rest);
        return (octant & 4) == 0 ? value : -value;
    }

    /** The cosine of an angle from 0 to 2π. */
    static float cos(float angle) {
        int octant = evenOctant(angle);
        float rest = rest(angle, octant);
        float value = (octant & 2) == 0 ? cosineNearZero(rest) : sineNearZero(rest);
        return (octant - 2 & 4) == 0 ? -value : value;
    }

    private static int evenOctant(float angle) {
        return (int) (angle * FOUR_OVER_PI) + 1 & ~1;
    }

    private static float rest(float angle, int octant) {
        float rest = Math.fma((float) octant, QUARTER_1, angle);
        rest = Math.fma((float) octant, QUARTER_2, rest);
        return Math.fma((float) octant, QUARTER_3, rest);
    }

    private static float sineNearZero(float x) {
        float square = x * x;
        return Math.fma(polynomial(SINE, square) * square, x, x);
    }

    private static float cosineNearZero(float x) {
        float square = x * x;
        return Math.fma(polynomial(COSINE, square) * square, square, -(square * 0.5f)) + 1f;
    }

    private static float polynomial(float[] coefficients, float x) {
        float value = coefficients[0];
        for (int i = 1; i < coefficients.length; i++) {
            value = Math.fma(value, x, coefficients[i]);
        }
        return value;
    }
}
