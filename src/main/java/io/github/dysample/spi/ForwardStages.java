package io.github.dysample.spi;

import io.github.dysample.DySampleConfig;
import io.github.dysample.Tensor;

/**
 * The stages of a forward pass that its backward pass needs.
 *
 * @param linear what the offset branch's convolution gives (B, 2·g·s², H, W); null with static scope, where the
 *     gradient does not need it
 * @param scope what the scope branch's gives (B, 2·g·s², H, W); null with static scope
 * @param offsets in pixels (B, 2·g·s², H, W)
 * @param projected what {@code end_conv} makes of each group (B, g·O, H, W); null without it
 */
public record ForwardStages(Tensor linear, Tensor scope, Tensor offsets, Tensor projected) {
    /**
     * Makes room for a layer's stages.
     *
     * @param config the layer's
     * @param x an input, of which only the shape counts
     * @return new tensors of zeros
     */
    public static ForwardStages of(DySampleConfig config, Tensor x) {
        int offsets = config.offsetChannels();
        return new ForwardStages(
                config.dynamicScope() ? zeros(x, offsets) : null, config.dynamicScope() ? zeros(x, offsets) : null,
                zeros(x, offsets), config.hasEndConv() ? zeros(x, config.groups() * config.endConvOutputs()) : null);
    }

    /**
     * {@return whether there is room for the stages of another input of the same layer}
     *
     * @param x the input, of which only the shape counts
     */
    public boolean fit(Tensor x) {
        return offsets.hasShape(x.n(), offsets.c(), x.h(), x.w());
    }

    private static Tensor zeros(Tensor x, int channels) {
        return Tensor.zeros(x.n(), channels, x.h(), x.w());
    }
}
