package io.github.dysample.compare;

import java.util.Locale;

/** Numbers as people read them. */
final class Numbers {
    private Numbers() {}

    /** Three significant digits, without what says nothing: 1e-05 is 1e-5. */
    static String text(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e6) {
            return Long.toString((long) value);
        }
        return tidy(String.format(Locale.ROOT, "%.3g", value), value);
    }

    /** A share of a whole in per cent. */
    static String percent(long part, long whole) {
        // Not all is never 100 %.
        double share = whole == 0 ? 0 : 100.0 * part / whole;
        return text(part < whole ? Math.min(share, 99.9) : share) + " %";
    }

    /** As many digits as tell a value from its neighbours, of float32 if it is one. */
    static String exact(double value) {
        return value == (float) value || Double.isNaN(value) ? Float.toString((float) value) : Double.toString(value);
    }

    private static String tidy(String text, double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        String[] parts = text.split("e");
        String digits = parts[0].contains(".") ? parts[0].replaceAll("0+$", "").replaceAll("\\.$", "") : parts[0];
        return parts.length == 1 ? digits : digits + "e" + Integer.parseInt(parts[1]);
    }
}
