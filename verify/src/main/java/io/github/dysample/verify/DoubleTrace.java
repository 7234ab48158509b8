package io.github.dysample.verify;

/**
 * Every stage of one call in float64; the stages of {@link io.github.dysample.Trace}.
 *
 * @param linear the result of the offset branch's convolution (B, 2·g·s², H, W); style pl: after the shuffles
 * @param scope the result of the scope branch's convolution, the same shape, or null for static scope
 * @param offsets in input pixels, the same shape; channels are component (x, y), group, sub-row, sub-column
 * @param coordinates where each output pixel samples, in input pixels, clipped to [0, W−1] and [0, H−1]: (B, 2·g, sH,
 *     sW), channels are component (x, y), group
 * @param taps the pixel at or before each coordinate, the same shape; whole numbers
 * @param bilinear the weights of the four neighbours (B, 4·g, sH, sW), channels are neighbour (nw, ne, sw, se), group
 * @param sampled all channels of x at the points (B, C, sH, sW), or null without {@code end_conv}
 * @param output the layer's output (B, O, sH, sW)
 */
public record DoubleTrace(
        DoubleTensor linear,
        DoubleTensor scope,
        DoubleTensor offsets,
        DoubleTensor coordinates,
        DoubleTensor taps,
        DoubleTensor bilinear,
        DoubleTensor sampled,
        DoubleTensor output) {}
