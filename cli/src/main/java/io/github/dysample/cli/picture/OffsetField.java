package io.github.dysample.cli.picture;

import io.github.dysample.DySampleConfig;
import io.github.dysample.Tensor;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;

/**
 * The learned part of the offsets: the hue is the direction, the strength the length, as in pictures of optical flow.
 *
 * @param picture a pixel for every output pixel
 * @param longest the length that has full strength, in input pixels
 * @param isFinite whether all offsets are finite
 */
record OffsetField(BufferedImage picture, double longest, boolean isFinite) {
    /** Of the lengths; the few beyond are as strong as this. */
    private static final double FULL_STRENGTH_AT = 0.99;

    /** The field of one item and group of offsets (B, 2·g·s², H, W). */
    static OffsetField of(Tensor offsets, DySampleConfig config, int item, int group) {
        int s = config.scale();
        float[] initial = config.initialPositions();
        int high = s * offsets.h();
        int wide = s * offsets.w();
        double[] across = new double[high * wide];
        double[] down = new double[high * wide];
        double[] lengths = new double[high * wide];
        for (int y = 0; y < high; y++) {
            for (int x = 0; x < wide; x++) {
                int sub = y % s * s + x % s;
                int at = y * wide + x;
                int kx = group * s * s + sub;
                int ky = (config.groups() + group) * s * s + sub;
                across[at] = (double) offsets.get(item, kx, y / s, x / s) - initial[kx];
                down[at] = (double) offsets.get(item, ky, y / s, x / s) - initial[ky];
                lengths[at] = Math.hypot(across[at], down[at]);
            }
        }
        double longest = quantile(lengths);
        BufferedImage picture = Canvas.picture(wide, high,
                (x, y) -> colour(across[y * wide + x], down[y * wide + x], longest).getRGB());
        return new OffsetField(picture, longest, Arrays.stream(lengths).allMatch(Double::isFinite));
    }

    private static double quantile(double[] lengths) {
        double[] finite = Arrays.stream(lengths).filter(Double::isFinite).sorted().toArray();
        return finite.length == 0 ? 0 : finite[(int) Math.ceil(finite.length * FULL_STRENGTH_AT) - 1];
    }

    private static Color colour(double across, double down, double longest) {
        double length = Math.hypot(across, down);
        if (!Double.isFinite(length)) {
            return Canvas.INK;
        }
        double strength = longest == 0 ? 0 : Math.min(1, length / longest);
        float hue = (float) (Math.atan2(down, across) / (2 * Math.PI));
        return Color.getHSBColor(hue, (float) strength, (float) (0.98 - 0.12 * strength));
    }

    /** {@return the colours of all directions and lengths, on paper} */
    static BufferedImage wheel(int size) {
        double radius = size / 2.0;
        return Canvas.picture(size, size, (x, y) -> {
            double across = (x + 0.5 - radius) / radius;
            double down = (y + 0.5 - radius) / radius;
            boolean inside = Math.hypot(across, down) <= 1;
            return (inside ? colour(across, down, 1) : Canvas.PAPER).getRGB();
        });
    }
}
