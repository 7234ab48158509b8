package io.github.dysample.cli;

import java.util.Locale;

/** How far work has come, in words. */
final class Share {
    /** Less than this tells nothing of the rest: the work has just begun, on code that is not compiled yet. */
    private static final double LEAST = 0.05;

    private static final double SECONDS_PER_MINUTE = 60;

    private Share() {}

    /** {@return the share and the time left, or if the share says nothing yet, the time that has passed} */
    static String text(double share, double seconds) {
        if (!(share >= LEAST)) {
            return String.format(Locale.ROOT, "%.0f s", seconds);
        }
        double left = seconds * (1 - share) / share;
        String time = left < 2 * SECONDS_PER_MINUTE
                ? String.format(Locale.ROOT, "%.0f s", left)
                : String.format(Locale.ROOT, "%.0f min", left / SECONDS_PER_MINUTE);
        return String.format(Locale.ROOT, "%.0f %%, about %s left", Math.floor(100 * share), time);
    }
}
