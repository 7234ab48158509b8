package io.github.dysample.verify;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How far the learned part of a case's offsets reaches: roughly its standard deviation. */
public enum OffsetReach {
    /** All parameters 0: bilinear upsampling. */
    ZERO(0),
    /** A fresh layer under {@code torch.manual_seed}: thousandths of a pixel. */
    UNTRAINED(0),
    /** A quarter of a pixel, as trained layers have. */
    SMALL(0.25),
    /** A pixel. */
    LARGE(1),
    /** Eight pixels: neighbouring outputs sample far apart. */
    WILD(8),
    /**
     * 10¹² pixels: past the range of int, everything is clipped to a corner. Only the biases are that large: in a sum
     * of such terms, nothing might be left but rounding errors.
     */
    FAR(1e12);

    private final double pixels;

    OffsetReach(double pixels) {
        this.pixels = pixels;
    }

    /** {@return the standard deviation in pixels} */
    public double pixels() {
        return pixels;
    }

    /** {@return the name in options and files} */
    public String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * {@return the reach with a name}
     *
     * @param title the name in options and files
     * @throws IllegalArgumentException if there is none
     */
    public static OffsetReach named(String title) {
        return Arrays.stream(values())
                .filter(reach -> reach.title().equals(title))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("offsets \"" + title + "\" must be one of "
                        + Arrays.stream(values()).map(OffsetReach::title).collect(Collectors.joining(", "))));
    }
}
