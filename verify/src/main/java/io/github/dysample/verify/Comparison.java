package io.github.dysample.verify;

import io.github.dysample.verify.internal.text.Numbers;
import java.io.Serializable;

/**
 * How far one array is from another of the same shape; {@link TensorComparison} makes it.
 *
 * <p>Errors are taken over the pairs that are both finite; a pair with a NaN or an infinity is either right or a
 * {@link #specialMismatches() special mismatch}. Immutable.
 *
 * @param precision the type of the actual values
 * @param tolerance the difference that was allowed
 * @param elements how many pairs there are
 * @param mismatches how many are further apart than allowed, the special ones included
 * @param specialMismatches how many of these have a NaN or an infinity on one side and something else on the other
 * @param identical how many pairs are the same number, the sign of a zero included; all NaNs count as equal
 * @param zeroSigns how many pairs are zeros of different sign; these do not count as mismatches
 * @param specials the NaN and infinities on either side
 * @param firstMismatch the first mismatch, with its absolute error; null if there is none
 * @param largestAbsolute the largest absolute error; null without a finite pair
 * @param largestRelative the largest error relative to the expected value, where that is not 0; null if it always is
 * @param errors absolute errors in summary
 * @param ulps errors in units in the last place
 * @param passing the tolerance that would have let everything pass
 */
public record Comparison(
        Precision precision,
        Tolerance tolerance,
        long elements,
        long mismatches,
        long specialMismatches,
        long identical,
        long zeroSigns,
        Specials specials,
        Deviation firstMismatch,
        Deviation largestAbsolute,
        Deviation largestRelative,
        ErrorSummary errors,
        UlpHistogram ulps,
        PassingTolerance passing) implements Serializable {

    /** Beyond this, a tolerance says nothing. */
    private static final double MOST_ULPS = 1e6;

    /** {@return whether every element is as close as allowed} */
    public boolean passes() {
        return mismatches == 0;
    }

    /**
     * Does nothing if every element is as close as allowed.
     *
     * @throws AssertionError if not, with the report
     */
    public void orThrow() {
        if (!passes()) {
            throw new AssertionError(report());
        }
    }

    /** {@return the outcome in one line} */
    @Override
    public String toString() {
        return mismatches + " of " + elements + " elements (" + Numbers.percent(mismatches, elements)
                + ") differ by more than " + tolerance;
    }

    /** {@return the outcome in full, several lines} */
    public String report() {
        StringBuilder text = new StringBuilder(toString());
        if (!passes()) {
            line(text, "first mismatch", firstMismatch);
        }
        line(text, "largest absolute error", largestAbsolute);
        line(text, "largest relative error", largestRelative);
        if (largestAbsolute == null) {
            line(text, "absolute errors", elements == 0 ? "none" : "none, since no pair has two finite numbers");
        } else {
            line(text, "absolute errors", "mean %s, median %s, 99%% ≤ %s".formatted(
                    Numbers.text(errors.mean()), Numbers.text(errors.median()), Numbers.text(errors.p99())));
            line(text, "in ulp of " + precision.label(), ulps.toString());
        }
        line(text, "identical", share(identical));
        if (specials.any()) {
            line(text, "not finite", "NaN " + specials.actualNaN() + ", expected " + specials.expectedNaN()
                    + "; infinite " + specials.actualInfinite() + ", expected " + specials.expectedInfinite()
                    + "; " + specialMismatches + " not as expected");
        }
        if (zeroSigns > 0) {
            line(text, "zeros of opposite sign", share(zeroSigns));
        }
        if (!passes()) {
            line(text, "would pass", wouldPass());
        }
        return text.toString();
    }

    private String wouldPass() {
        if (specialMismatches > 0) {
            return "under no tolerance, since a NaN or an infinity is not as expected";
        }
        String rtol = Double.isInfinite(passing.rtol()) ? "" : ", or rtol " + Numbers.text(passing.rtol());
        String units = passing.ulps() > MOST_ULPS ? "" : ", or " + Numbers.text(passing.ulps()) + " ulp";
        return "with atol " + Numbers.text(passing.atol()) + rtol + units;
    }

    private String share(long count) {
        return count + " of " + elements + " (" + Numbers.percent(count, elements) + ")";
    }

    private static void line(StringBuilder text, String what, Deviation deviation) {
        if (deviation != null) {
            line(text, what, "%s at %s: actual %s, expected %s".formatted(
                    Numbers.text(deviation.amount()), deviation.place(),
                    Numbers.exact(deviation.actual()), Numbers.exact(deviation.expected())));
        }
    }

    private static void line(StringBuilder text, String what, String value) {
        text.append('\n').append("  ").append(what).append(": ").append(value);
    }
}
