package io.github.dysample.io;

import io.github.dysample.Style;

/**
 * Facts about a layer that its state dict may leave open. Options that are not given are inferred; options that are
 * given must agree with the state dict. Immutable.
 *
 * @param channels C, the channels of the maps the layer is for, or null if not given; distinguishes the styles where
 *     the weights' shapes fit both
 * @param scale s, or null if not given
 * @param groups g, or null if not given
 * @param style the order of convolution and pixel shuffle, or null if not given
 * @param withoutEndConv whether to leave out the {@code end_conv} that may follow the sampling: the layer then gives
 *     the sampled channels
 */
public record LayerOptions(Integer channels, Integer scale, Integer groups, Style style, boolean withoutEndConv) {
    /** Nothing given. */
    public static final LayerOptions NONE = new LayerOptions(null, null, null, null, false);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if a number is given and is less than 1
     */
    public LayerOptions {
        requirePositive("channels", channels);
        requirePositive("scale", scale);
        requirePositive("groups", groups);
    }

    /**
     * Options that keep an {@code end_conv}.
     *
     * @param channels C, or null if not given
     * @param scale s, or null if not given
     * @param groups g, or null if not given
     * @param style the order of convolution and pixel shuffle, or null if not given
     */
    public LayerOptions(Integer channels, Integer scale, Integer groups, Style style) {
        this(channels, scale, groups, style, false);
    }

    /**
     * Options without the channels.
     *
     * @param scale s, or null if not given
     * @param groups g, or null if not given
     * @param style the order of convolution and pixel shuffle, or null if not given
     */
    public LayerOptions(Integer scale, Integer groups, Style style) {
        this(null, scale, groups, style);
    }

    /**
     * {@return these options with the channels given}
     *
     * @param channels C
     */
    public LayerOptions withChannels(int channels) {
        return new LayerOptions(channels, scale, groups, style, withoutEndConv);
    }

    /**
     * {@return these options with the scale given}
     *
     * @param scale s
     */
    public LayerOptions withScale(int scale) {
        return new LayerOptions(channels, scale, groups, style, withoutEndConv);
    }

    /**
     * {@return these options with the groups given}
     *
     * @param groups g
     */
    public LayerOptions withGroups(int groups) {
        return new LayerOptions(channels, scale, groups, style, withoutEndConv);
    }

    /**
     * {@return these options with the style given}
     *
     * @param style the style
     */
    public LayerOptions withStyle(Style style) {
        return new LayerOptions(channels, scale, groups, style, withoutEndConv);
    }

    /** {@return the same options, but the layer is read without its {@code end_conv}} */
    public LayerOptions leavingOutEndConv() {
        return new LayerOptions(channels, scale, groups, style, true);
    }

    private static void requirePositive(String name, Integer value) {
        if (value != null && value < 1) {
            throw new IllegalArgumentException(name + " is " + value + ", must be at least 1");
        }
    }
}
