package io.github.dysample;

import java.io.Serializable;

/**
 * The configuration of a DySample layer: everything but its weights.
 *
 * <p>With s the scale, g the groups and O the output channels, the layer takes x of shape (B, C, H, W) to y of shape
 * (B, O, sH, sW). O is C, unless the layer ends in a 1×1 convolution, as in networks for super-resolution.
 *
 * @param channels C, the channels of the input
 * @param scale s, the factor in both directions; 1 is legal and only resamples
 * @param groups g, how many groups of C/g channels have offsets of their own
 * @param style whether the offset branch is linear first or pixel shuffle first
 * @param dynamicScope whether a second convolution predicts how far the offsets reach; the "+" of the paper's names
 * @param endConvOutputs O, the channels that {@code end_conv}, a 1×1 convolution after the sampling, makes of the C; or
 *     0 for a layer without it
 */
public record DySampleConfig(
        int channels, int scale, int groups, Style style, boolean dynamicScope, int endConvOutputs)
        implements Serializable {

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
        if (endConvOutputs < 0 || (long) endConvOutputs * Math.max(channels, groups) > Tensor.MAX_ELEMENTS) {
            throw new IllegalArgumentException("end_conv of " + channels + " channels has " + endConvOutputs
                    + " outputs, must have from 0, for none, to " + Tensor.MAX_ELEMENTS / channels);
        }
    }

    /**
     * A layer without {@code end_conv}, as the paper has it.
     *
     * @param channels C, the channels of the input and of the output
     * @param scale s
     * @param groups g
     * @param style the order of the offset branch
     * @param dynamicScope whether there is a scope branch
     */
    public DySampleConfig(int channels, int scale, int groups, Style style, boolean dynamicScope) {
        this(channels, scale, groups, style, dynamicScope, 0);
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
        return new DySampleConfig(channels, scale, groups, style, dynamicScope, endConvOutputs);
    }

    /**
     * The same layer with another number of groups.
     *
     * @param groups g
     * @return the config
     */
    public DySampleConfig withGroups(int groups) {
        return new DySampleConfig(channels, scale, groups, style, dynamicScope, endConvOutputs);
    }

    /**
     * The same layer with another {@code end_conv}.
     *
     * @param outputs O, or 0 for none
     * @return the config
     */
    public DySampleConfig withEndConv(int outputs) {
        return new DySampleConfig(channels, scale, groups, style, dynamicScope, outputs);
    }

    /** {@return whether a 1×1 convolution follows the sampling} */
    public boolean hasEndConv() {
        return endConvOutputs > 0;
    }

    /** {@return O, the channels of the output: those of {@code end_conv} if there is one, else C} */
    public int outputChannels() {
        return hasEndConv() ? endConvOutputs : channels;
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

    /**
     * H or W of the output.
     *
     * @param size H or W of the input
     * @return s times the size
     * @throws IllegalArgumentException if that is more than an array holds
     */
    public int outputSize(int size) {
        long scaled = (long) size * scale;
        if (scaled > Tensor.MAX_ELEMENTS) {
            throw new IllegalArgumentException(
                    "height or width " + size + " times scale " + scale + " is over " + Tensor.MAX_ELEMENTS);
        }
        return (int) scaled;
    }

    /**
     * Makes a tensor for the layer's output.
     *
     * @param x the input (B, C, H, W), see {@link #checkInput(int, int, int, int)}
     * @return a new tensor (B, O, sH, sW), all elements 0
     */
    public Tensor newOutput(Tensor x) {
        return Tensor.zeros(x.n(), outputChannels(), outputSize(x.h()), outputSize(x.w()));
    }

    /**
     * Checks an input's shape.
     *
     * @param n B
     * @param c must be C
     * @param h H, at least 1
     * @param w W, at least 1
     * @throws IllegalArgumentException if the layer does not take it, or the output or the offsets are more than an
     *     array holds
     */
    public void checkInput(int n, int c, int h, int w) {
        if (c != channels) {
            throw new IllegalArgumentException("x has shape " + Tensor.shapeString(n, c, h, w) + ", must have "
                    + channels + " channels");
        }
        if (h < 1 || w < 1) {
            throw new IllegalArgumentException("x has shape " + Tensor.shapeString(n, c, h, w)
                    + ", must have height and width of at least 1");
        }
        Tensor.elements(n, outputChannels(), outputSize(h), outputSize(w));
        if (hasEndConv()) {
            Tensor.elements(n, groups * endConvOutputs, h, w); // what each group contributes before it is sampled
        }
        // Only with few channels to a group can the offsets be more than the output.
        long offsets = (long) offsetChannels() * h * w;
        if (offsets > Tensor.MAX_ELEMENTS) {
            throw new IllegalArgumentException("x has shape " + Tensor.shapeString(n, c, h, w) + ", which makes "
                    + offsets + " offsets, over the " + Tensor.MAX_ELEMENTS + " elements a Java array holds");
        }
    }

    /**
     * The initial positions: where, seen from its input pixel, an output pixel samples before anything is learned;
     * PyTorch's buffer {@code init_pos}.
     *
     * @return a new array (2·g·s²), in pixels: for sub-row i and sub-column j {@code ((1−s)/2 + j)/s} in the channels
     *     of x and {@code ((1−s)/2 + i)/s} in those of y
     */
    public float[] initialPositions() {
        return initialPositions(scale, groups);
    }

    /**
     * The initial positions of any layer of a scale and a number of groups.
     *
     * @param scale s
     * @param groups g
     * @return as {@link #initialPositions()}
     */
    public static float[] initialPositions(int scale, int groups) {
        float[] initial = new float[2 * groups * scale * scale];
        for (int k = 0; k < initial.length; k++) {
            int sub = k < initial.length / 2 ? k % scale : k / scale % scale;
            initial[k] = ((1 - scale) / 2f + sub) / scale;
        }
        return initial;
    }

    /** {@return text such as {@code DySample, 16 channels, scale 2, 4 groups, style lp, static scope}} */
    @Override
    public String toString() {
        return paperName() + ", " + channels + (channels == 1 ? " channel" : " channels") + ", scale " + scale + ", "
                + groups + (groups == 1 ? " group" : " groups") + ", style " + style.torchName() + ", "
                + (dynamicScope ? "dynamic" : "static") + " scope"
                + (hasEndConv() ? ", then 1×1, " + channels + " to " + endConvOutputs : "");
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
