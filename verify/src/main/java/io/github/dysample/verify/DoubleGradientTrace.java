package io.github.dysample.verify;

import io.github.dysample.DySampleGradients;

/**
 * Every stage of one backward pass in float64; the stages of {@link io.github.dysample.GradientTrace}.
 *
 * @param gradOffsets of the offsets (B, 2·g·s², H, W)
 * @param gradXTaps of x through the pixels that were sampled alone (B, C, H, W); with {@code end_conv}, through it, too
 * @param gradLinear of the offset branch's convolution (B, 2·g·s², H, W)
 * @param gradScope of the scope branch's convolution, the same shape, or null for static scope
 * @param gradX of x (B, C, H, W)
 * @param parameters of the layer's parameters; their running sums are the float64 values
 */
public record DoubleGradientTrace(
        DoubleTensor gradOffsets,
        DoubleTensor gradXTaps,
        DoubleTensor gradLinear,
        DoubleTensor gradScope,
        DoubleTensor gradX,
        DySampleGradients parameters) {}
