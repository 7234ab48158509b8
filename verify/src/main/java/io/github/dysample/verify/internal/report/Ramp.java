package io.github.dysample.verify.internal.report;

import java.awt.Color;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Colours from nothing to the most. Brightness rises evenly, so that they work in grey, too. */
public final class Ramp {
    /** The colour of values that are not finite. */
    public static final Color NOT_FINITE = new Color(0x21D0E8);

    private static final int[] STEPS = {0x1B1340, 0x5B1E6E, 0xA52C60, 0xE1583C, 0xF99B2C, 0xFCE9A4};

    private Ramp() {}

    /** {@return the colour of a share from 0 to 1; more counts as 1} */
    public static Color colour(double share) {
        double at = Math.clamp(share, 0, 1) * (STEPS.length - 1);
        int below = Math.min((int) at, STEPS.length - 2);
        return mix(new Color(STEPS[below]), new Color(STEPS[below + 1]), at - below);
    }

    /** {@return the colours at even distances, as CSS lists them} */
    public static String css() {
        return Arrays.stream(STEPS).mapToObj("#%06x"::formatted).collect(Collectors.joining(", "));
    }

    private static Color mix(Color from, Color to, double share) {
        return new Color(
                (int) Math.round(from.getRed() + share * (to.getRed() - from.getRed())),
                (int) Math.round(from.getGreen() + share * (to.getGreen() - from.getGreen())),
                (int) Math.round(from.getBlue() + share * (to.getBlue() - from.getBlue())));
    }
}
