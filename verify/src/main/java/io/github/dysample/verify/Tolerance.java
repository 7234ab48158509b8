package io.github.dysample.verify;

import io.github.dysample.verify.internal.text.Numbers;
import java.io.Serializable;

/**
 * How far a value may be from the expected one: {@code |actual − expected| ≤ atol + rtol·|expected|}, as
 * {@code torch.testing.assert_close} has it, or so many units in the last place. NaN is as expected where NaN is
 * expected, an infinity where the same infinity is, and both zeros are equal.
 *
 * @param rtol the part that grows with the expected value
 * @param atol the part that does not
 * @param ulps units in the last place of the expected value; 0 if only the other two count
 */
public record Tolerance(double rtol, double atol, double ulps) implements Serializable {
    /** Only the same value is allowed. */
    public static final Tolerance NONE = new Tolerance(0, 0);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is negative, infinite or NaN
     */
    public Tolerance {
        if (!isDistance(rtol) || !isDistance(atol) || !isDistance(ulps)) {
            throw new IllegalArgumentException("rtol " + rtol + ", atol " + atol + ", ulps " + ulps
                    + ": each must be finite and at least 0");
        }
    }

    /**
     * A tolerance without units in the last place.
     *
     * @param rtol the part that grows with the expected value
     * @param atol the part that does not
     */
    public Tolerance(double rtol, double atol) {
        this(rtol, atol, 0);
    }

    /**
     * {@return the tolerance that {@code torch.testing.assert_close} has by default}
     *
     * @param precision the type of the values
     */
    public static Tolerance usual(Precision precision) {
        return switch (precision) {
            case HALF -> new Tolerance(1e-3, 1e-5);
            case BFLOAT16 -> new Tolerance(1.6e-2, 1e-5);
            case SINGLE -> new Tolerance(1.3e-6, 1e-5);
            case DOUBLE -> new Tolerance(1e-7, 1e-7);
        };
    }

    private static boolean isDistance(double value) {
        return value >= 0 && Double.isFinite(value);
    }

    /**
     * {@return whether a value is close enough}
     *
     * @param actual the value
     * @param expected the expected value
     * @param precision the format whose units in the last place count
     */
    public boolean allows(double actual, double expected, Precision precision) {
        if (actual == expected || Double.isNaN(actual) && Double.isNaN(expected)) {
            return true;
        }
        if (!Double.isFinite(actual) || !Double.isFinite(expected)) {
            return false;
        }
        double error = Math.abs(actual - expected);
        return error <= atol + rtol * Math.abs(expected) || error <= ulps * precision.ulp(expected);
    }

    /**
     * {@return the looser of two in each part: it allows everything either does}
     *
     * @param other another
     */
    public Tolerance or(Tolerance other) {
        return new Tolerance(
                Math.max(rtol, other.rtol), Math.max(atol, other.atol), Math.max(ulps, other.ulps));
    }

    /** {@return the rule with its numbers} */
    @Override
    public String toString() {
        String rule = Numbers.text(atol) + " + " + Numbers.text(rtol) + "·|expected|";
        return ulps == 0 ? rule : rule + " or " + Numbers.text(ulps) + " ulp";
    }
}
