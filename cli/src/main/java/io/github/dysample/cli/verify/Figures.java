package io.github.dysample.cli.verify;

import io.github.dysample.cli.text.Digits;

/** Numbers for people, in reports. */
final class Figures {
    private Figures() {}

    /** Three digits; whole numbers as they are. */
    static String text(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "–" : value > 0 ? "∞" : "−∞";
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e6) {
            return Long.toString((long) value);
        }
        return Digits.three(value);
    }

    /** A share in per cent. */
    static String percent(long part, long whole) {
        // Not all is never 100 %.
        double share = whole == 0 ? 0 : 100.0 * part / whole;
        return text(part < whole ? Math.min(share, 99.9) : share) + " %";
    }
}
