package io.github.dysample;

/**
 * What a DySample layer is, apart from its weights.
 *
 * <p>With s the scale and g the groups, the layer takes x of shape (B, C, H, W) to y of shape (B, C, sH, sW).
 *
 * @param channels C, the channels of the input and of the output
 * @param scale s, the factor in both directions; 1 is legal and only resamples
 * @param groups g, how many groups of C/g channels have offsets of their own
 * @param style whether the offset branch is linear first or pixel shuffle first
 * @param dynamicScope whether a second convolution predicts how far the offsets reach; the "+" of the paper's names
 */
public record DySampleConfig(int channels, int scale, int groups, Style style, boolean dynamicScope) {

    /**
     * Checks the constraints PyTorch's module asserts: C ≥ g and C % g = 0, for {@link Style#PL} also C ≥ s² and
     * C % s² = 0.
     *
     * @throws IllegalArgumentException if one does not hold, or the layer's weights would be more than an array holds
     */
    public DySampleConfig {
        if (style == null) {
            throw new IllegalArgumentException("style is null, must be LP or PL");
        }
        requirePositive("channels", channels);
        requirePositive("scale", scale);
        requirePositive("groups", groups);
        if (channels % groups != 0) {
            throw new IllegalArgumentException("channels " + channels + " is not a multiple of groups " + groups);
        }
        long positions = (long) scale * scale;
        if (style == Style.PL && channels % positions != 0) {
            throw new IllegalArgumentException("channels " + channels + " is not a multiple of scale² " + positions
                    + ", as style pl needs with scale " + scale);
        }
        // Two steps, because 2·g·s² alone may pass the range of a long.
        long outputs = Math.multiplyHigh(2L * groups, positions) == 0 ? 2L * groups * positions : Long.MAX_VALUE;
        long inputs = style == Style.PL ? channels / positions : channels;
        if (outputs < 0 || outputs > Tensor.MAX_ELEMENTS || outputs * inputs > Tensor.MAX_ELEMENTS) {
            throw new IllegalArgumentException("channels " + channels + ", scale " + scale + ", groups " + groups
                    + " need more than the " + Tensor.MAX_ELEMENTS + " weights a Java array holds");
        }
    }

    /**
     * The paper's DySample: {@code lp}, static scope, scale 2, 4 groups.
     *
     * @param channels C
     * @return the config
     */
    public static DySampleConfig dySample(int channels) {
        return new DySampleConfig(channels, 2, 4, Style.LP, false);
    }

    /**
     * The paper's DySample+: {@code lp}, dynamic scope, scale 2, 4 groups.
     *
     * @param channels C
     * @return the config
     */
    public static DySampleConfig dySamplePlus(int channels) {
        return new DySampleConfig(channels, 2, 4, Style.LP, true);
    }

    /**
     * The paper's DySample-S: {@code pl}, static scope, scale 2, 8 groups.
     *
     * @param channels C
     * @return the config
     */
    public static DySampleConfig dySampleS(int channels) {
        return new DySampleConfig(channels, 2, 8, Style.PL, false);
    }

    /**
     * The paper's DySample-S+: {@code pl}, dynamic scope, scale 2, 8 groups.
     *
     * @param channels C
     * @return the config
     */
    public static DySampleConfig dySampleSPlus(int channels) {
        return new DySampleConfig(channels, 2, 8, Style.PL, true);
    }

    /**
     * The same layer at another scale.
     *
     * @param scale s
     * @return the config
     */
    public DySampleConfig withScale(int scale) {
        return new DySampleConfig(channels, scale, groups, style, dynamicScope);
    }

    /**
     * The same layer with another number of groups.
     *
     * @param groups g
     * @return the config
     */
    public DySampleConfig withGroups(int groups) {
        return new DySampleConfig(channels, scale, groups, style, dynamicScope);
    }

    /** {@return C/g, the channels that share their offsets} */
    public int channelsPerGroup() {
        return channels / groups;
    }

    /**
     * {@return 2·g·s², the channels of the offset tensor: component x or y, then group, then sub-row, then sub-column}
     */
    public int offsetChannels() {
        return 2 * groups * scale * scale;
    }

    /** {@return the input channels of the offset convolution: C for {@code lp}, C/s² for {@code pl}} */
    public int convInputs() {
        return style == Style.LP ? channels : channels / (scale * scale);
    }

    /** {@return the output channels of the offset convolution: 2·g·s² for {@code lp}, 2·g for {@code pl}} */
    public int convOutputs() {
        return style == Style.LP ? offsetChannels() : 2 * groups;
    }

    /** {@return the name of this variant in the paper, such as {@code DySample-S+}} */
    public String paperName() {
        return "DySample" + (style == Style.PL ? "-S" : "") + (dynamicScope ? "+" : "");
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + ", must be at least 1");
        }
    }
}
