package io.github.dysample.compare;

/**
 * How far a value may be from the expected one: {@code |actual − expected| ≤ atol + rtol·|expected|}, as
 * {@code torch.testing.assert_close} has it, or so many units in the last place. NaN is as expected where NaN is
 * expected, an infinity where the same one is, and both zeros are equal.
 *
 * @param rtol the part that grows with the expected value
 * @param atol the part that does not
 * @param ulps units in the last place of the expected value; 0 if only the other two count
 */
public record Tolerance(double rtol, double atol, double ulps) {
    /** Nothing is allowed but the same value. */
    public static final Tolerance NONE = new Tolerance(0, 0);

    /**
     * Checks.
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
     * A tolerance that counts no units in the last place.
     *
     * @param rtol the part that grows with the expected value
     * @param atol the part that does not
     */
    public Tolerance(double rtol, double atol) {
        this(rtol, atol, 0);
    }

    private static boolean isDistance(double value) {
        return value >= 0 && Double.isFinite(value);
    }

    /**
     * Tells whether a value is near enough.
     *
     * @param actual the value
     * @param expected what it should be
     * @param precision whose units in the last place count
     * @return whether it is
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
     * The looser of two in each part.
     *
     * @param other another
     * @return what allows all that either does
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
