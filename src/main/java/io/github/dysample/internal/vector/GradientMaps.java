package io.github.dysample.internal.vector;

import io.github.dysample.DySampleConfig;
import io.github.dysample.Tensor;

/**
 * What one call of the backward pass keeps between its stages; sized for one shape.
 *
 * @param gradOffsets the gradient of the offsets, and later perhaps that of what the offset branch's convolution gives
 * @param gradProjected that of what {@code end_conv} makes of each group (B, g·O, H, W); null without it
 */
record GradientMaps(Tensor gradOffsets, Tensor gradProjected) {

    static GradientMaps of(DySampleConfig config, Tensor x) {
        return new GradientMaps(zeros(x, config.offsetChannels()),
                config.hasEndConv() ? zeros(x, config.groups() * config.endConvOutputs()) : null);
    }

    boolean fits(Tensor x) {
        return gradOffsets.hasShape(x.n(), gradOffsets.c(), x.h(), x.w());
    }

    private static Tensor zeros(Tensor x, int channels) {
        return Tensor.zeros(x.n(), channels, x.h(), x.w());
    }
}
