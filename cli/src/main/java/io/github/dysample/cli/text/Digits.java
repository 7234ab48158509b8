package io.github.dysample.cli.text;

import java.util.Locale;

/** Numbers in few digits. */
public final class Digits {
    private Digits() {}

    /** {@return a finite number in three digits at most, such as 0.5, 123 or 1.2e-7} */
    public static String three(double value) {
        return shortened(String.format(Locale.ROOT, "%.3g", value));
    }

    /** {@return a finite number in six digits at most, such as 1.00392} */
    public static String six(double value) {
        return shortened(String.format(Locale.ROOT, "%.6g", value));
    }

    private static String shortened(String text) {
        int e = text.indexOf('e');
        return e < 0
                ? withoutZeros(text)
                : withoutZeros(text.substring(0, e)) + "e" + Integer.parseInt(text.substring(e + 1));
    }

    /** Those at the end that say nothing. */
    private static String withoutZeros(String decimal) {
        return decimal.contains(".") ? decimal.replaceFirst("\\.?0+$", "") : decimal;
    }
}
