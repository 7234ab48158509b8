package io.github.dysample.internal.scalar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SigmoidTest {
    /** Coprime to 2³², so a million floats of all exponents and both signs, with all kinds of mantissas. */
    private static final int STRIDE = 4099;

    private static final double BOUND_IN_ULP = 2;

    @Test
    void isWithinTwoUlpOfTheTrueValue() {
        for (long bits = Integer.MIN_VALUE; bits <= Integer.MAX_VALUE; bits += STRIDE) {
            float x = Float.intBitsToFloat((int) bits);
            if (Float.isNaN(x)) {
                continue;
            }
            float actual = Sigmoid.sigmoid(x);
            // Written with exp(−|x|), which neither overflows nor cancels.
            double e = Math.exp(-Math.abs((double) x));
            double expected = (x >= 0 ? 1 : e) / (1 + e);
            double error = Math.abs(actual - expected) / Math.ulp((float) expected);
            assertTrue(error <= BOUND_IN_ULP, () -> x + " gives " + actual + ", " + error + " ulp from " + expected);
        }
    }

    @Test
    void limits() {
        assertEquals(0f, Sigmoid.sigmoid(Float.NEGATIVE_INFINITY));
        assertEquals(1f, Sigmoid.sigmoid(Float.POSITIVE_INFINITY));
        assertEquals(Float.NaN, Sigmoid.sigmoid(Float.NaN));
        assertEquals(0.5f, Sigmoid.sigmoid(0f));
        assertEquals(0.5f, Sigmoid.sigmoid(-0f));
        assertEquals(0.5f, Sigmoid.sigmoid(Float.MIN_VALUE));
        assertEquals(0f, Sigmoid.sigmoid(-Float.MAX_VALUE));
        assertEquals(1f, Sigmoid.sigmoid(Float.MAX_VALUE));
    }

    @Test
    void neverFallsAndStaysWithinZeroAndOne() {
        float before = 0;
        for (int step = -1100; step <= 1100; step++) {
            // A tenth apart, values differ by far more than their error, except where both have become 0 or 1.
            float now = Sigmoid.sigmoid(step / 10f);
            assertTrue(now >= before && now <= 1, () -> "it falls or leaves [0, 1]");
            before = now;
        }
    }
}
