package io.github.dysample.verify.internal.text;

import java.util.Locale;

/** Numbers as people read them; the only place that decides how many digits they have. */
public final class Numbers {
    /** Whole numbers below are written in full. */
    private static final double LONG = 1e6;

    private Numbers() {}

    /** {@return at most three significant digits, such as 0.5, 123 or 1.2e-7, and whole numbers in full} */
    public static String text(double value) {
        return digits(value, "%.3g");
    }

    /** {@return at most six significant digits, such as 1.00392} */
    public static String precise(double value) {
        return digits(value, "%.6g");
    }

    /** {@return the fewest digits that distinguish a value from its neighbours, those in float32 if it is one} */
    public static String exact(double value) {
        return value == (float) value || Double.isNaN(value) ? Float.toString((float) value) : Double.toString(value);
    }

    /** {@return as {@link #text} for a cell of a table, where a dash stands for NaN} */
    public static String cell(double value) {
        if (Double.isFinite(value)) {
            return text(value);
        }
        return Double.isNaN(value) ? "–" : value > 0 ? "∞" : "−∞";
    }

    /** {@return a part of a whole in per cent; less than the whole never reads 100 %} */
    public static String percent(long part, long whole) {
        double share = whole == 0 ? 0 : 100.0 * part / whole;
        return text(part < whole ? Math.min(share, 99.9) : share) + " %";
    }

    private static String digits(double value, String format) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        if (value == Math.rint(value) && Math.abs(value) < LONG) {
            return Long.toString((long) value);
        }
        String text = String.format(Locale.ROOT, format, value);
        int e = text.indexOf('e');
        return e < 0
                ? withoutZeros(text)
                : withoutZeros(text.substring(0, e)) + "e" + Integer.parseInt(text.substring(e + 1));
    }

    private static String withoutZeros(String decimal) {
        return decimal.contains(".") ? decimal.replaceFirst("\\.?0+$", "") : decimal;
    }
}
