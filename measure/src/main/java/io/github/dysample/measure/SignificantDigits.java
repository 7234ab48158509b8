package io.github.dysample.measure;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Measured numbers as reports write them: zeros at the end tell how precise they are. */
public final class SignificantDigits {
    private static final int FOR_PEOPLE = 3;

    private SignificantDigits() {}

    /**
     * {@return a number rounded half to even, zeros at the end included}
     *
     * @param value a finite number
     * @param digits how many significant digits to leave
     */
    public static BigDecimal rounded(double value, int digits) {
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
        int digitsBeforePoint = rounded.precision() - rounded.scale();
        return rounded.setScale(Math.max(0, digits - digitsBeforePoint), RoundingMode.HALF_EVEN);
    }

    /**
     * {@return three digits, in full, such as 0.982, 14.3 or 1240}
     *
     * @param value a finite number
     */
    public static String text(double value) {
        return rounded(value, FOR_PEOPLE).toPlainString();
    }
}
