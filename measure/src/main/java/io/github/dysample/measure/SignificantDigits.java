package io.github.dysample.measure;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Measured numbers as reports write them: zeros at the end tell how precise they are. */
public final class SignificantDigits {
    private static final int FOR_PEOPLE = 3;

    private SignificantDigits() {}

    /**
     * Rounds half to even.
     *
     * @param value a finite number
     * @param digits how many significant digits to leave
     * @return the number with as many digits, zeros at the end included
     */
    public static BigDecimal rounded(double value, int digits) {
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
        int digitsBeforePoint = rounded.precision() - rounded.scale();
        return rounded.setScale(Math.max(0, digits - digitsBeforePoint), RoundingMode.HALF_EVEN);
    }

    /**
     * Three digits, in full.
     *
     * @param value a finite number
     * @return such as 0.982, 14.3 or 1240
     */
    public static String text(double value) {
        return rounded(value, FOR_PEOPLE).toPlainString();
    }
}
