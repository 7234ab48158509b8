package io.github.dysample.internal.scalar;

import io.github.dysample.DySampleConfig;
import io.github.dysample.Tensor;

/**
 * What one call of the backward pass keeps between its stages.
 *
 * @param gradScope and scope: null with static scope
 * @param projected and gradProjected: what {@code end_conv} makes of each group (B, g·O, H, W); null without it
 * @param through the gradient of x through one of the branches
 */
record GradientScratch(
        Tensor linear, Tensor scope, Tensor offsets, Tensor gradOffsets, Tensor gradLinear, Tensor gradScope,
        Tensor projected, Tensor gradProjected, Tensor through) {

    static GradientScratch of(DySampleConfig config, Tensor x) {
        boolean dynamic = config.dynamicScope();
        boolean end = config.hasEndConv();
        int offsets = config.offsetChannels();
        int ends = config.groups() * config.endConvOutputs();
        return new GradientScratch(
                zeros(x, offsets), dynamic ? zeros(x, offsets) : null, zeros(x, offsets), zeros(x, offsets),
                zeros(x, offsets), dynamic ? zeros(x, offsets) : null, end ? zeros(x, ends) : null,
                end ? zeros(x, ends) : null, zeros(x, x.c()));
    }

    boolean fits(Tensor x) {
        return linear.n() == x.n() && linear.h() == x.h() && linear.w() == x.w();
    }

    private static Tensor zeros(Tensor x, int channels) {
        return Tensor.zeros(x.n(), channels, x.h(), x.w());
    }
}
