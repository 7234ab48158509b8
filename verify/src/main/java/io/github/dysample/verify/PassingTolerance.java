package io.github.dysample.verify;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * The least tolerance, rounded up to three digits, under which everything would have passed; infinite if there is a
 * special mismatch, which no tolerance allows.
 *
 * @param atol the absolute part, with the relative part as it was
 * @param rtol the relative part, with the absolute part as it was; infinite if it cannot help, as where a 0 is expected
 * @param ulps units in the last place, without the other two
 */
public record PassingTolerance(double atol, double rtol, double ulps) implements Serializable {
    private static final MathContext UP = new MathContext(3, RoundingMode.CEILING);

    static PassingTolerance roundedUp(double atol, double rtol, double ulps) {
        return new PassingTolerance(up(atol), up(rtol), up(ulps));
    }

    private static double up(double value) {
        return Double.isInfinite(value) ? value : new BigDecimal(value).round(UP).doubleValue();
    }
}
