package io.github.dysample.internal.scalar;

import io.github.dysample.DySampleConfig;
import io.github.dysample.Tensor;

/**
 * What one call of the backward pass keeps between its stages.
 *
 * @param gradScope null with static scope
 * @param gradProjected of what {@code end_conv} makes of each group (B, g·O, H, W); null without it
 * @param through the gradient of x through one of the branches
 */
record GradientScratch(
        Tensor gradOffsets, Tensor gradLinear, Tensor gradScope, Tensor gradProjected, Tensor through) {

    static GradientScratch of(DySampleConfig config, Tensor x) {
        int offsets = config.offsetChannels();
        return new GradientScratch(
                zeros(x, offsets), zeros(x, offsets), config.dynamicScope() ? zeros(x, offsets) : null,
                config.hasEndConv() ? zeros(x, config.groups() * config.endConvOutputs()) : null, zeros(x, x.c()));
    }

    boolean fits(Tensor x) {
        return through.hasShape(x.n(), x.c(), x.h(), x.w());
    }

    private static Tensor zeros(Tensor x, int channels) {
        return Tensor.zeros(x.n(), channels, x.h(), x.w());
    }
}
