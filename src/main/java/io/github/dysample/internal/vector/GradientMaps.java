package io.github.dysample.internal.vector;

import io.github.dysample.DySampleConfig;
import io.github.dysample.Tensor;

/**
 * What one call of the backward pass keeps between its stages; sized for one shape.
 *
 * @param linear what the offset branch's convolution gives; null with static scope, which does not need it
 * @param scope what the scope branch's gives, and later its gradient; null with static scope
 * @param offsets in pixels
 * @param gradOffsets their gradient, and later that of {@code linear}
 * @param projected what {@code end_conv} makes of each group (B, g·O, H, W), and {@code gradProjected} its gradient;
 *     null without it
 */
record GradientMaps(
        Tensor linear, Tensor scope, Tensor offsets, Tensor gradOffsets, Tensor projected, Tensor gradProjected) {

    static GradientMaps of(DySampleConfig config, Tensor x) {
        int offsets = config.offsetChannels();
        int ends = config.groups() * config.endConvOutputs();
        return new GradientMaps(
                config.dynamicScope() ? zeros(x, offsets) : null, config.dynamicScope() ? zeros(x, offsets) : null,
                zeros(x, offsets), zeros(x, offsets), config.hasEndConv() ? zeros(x, ends) : null,
                config.hasEndConv() ? zeros(x, ends) : null);
    }

    boolean fits(Tensor x) {
        return offsets.n() == x.n() && offsets.h() == x.h() && offsets.w() == x.w();
    }

    private static Tensor zeros(Tensor x, int channels) {
        return Tensor.zeros(x.n(), channels, x.h(), x.w());
    }
}
