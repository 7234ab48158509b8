package io.github.dysample.jmh.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as the report shows them. */
final class Numbers {
    private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.HALF_EVEN);

    private Numbers() {}

    /** Three significant digits, in full. */
    static String text(double value) {
        BigDecimal rounded = new BigDecimal(value).round(THREE_DIGITS);
        int digitsBeforePoint = rounded.precision() - rounded.scale();
        // Zeros at the end tell how precise the number is.
        int digitsBehind = Math.max(0, THREE_DIGITS.getPrecision() - digitsBeforePoint);
        return rounded.setScale(digitsBehind, RoundingMode.HALF_EVEN).toPlainString();
    }
}
