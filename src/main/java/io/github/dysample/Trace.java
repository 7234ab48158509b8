package io.github.dysample;

/**
 * Every stage of one call, as {@link DySample#trace} computes it, to find the first stage in which a port of the layer
 * differs.
 *
 * @param linear the result of the offset branch's convolution (B, 2·g·s², H, W), for {@link Style#PL} after both
 *     shuffles
 * @param scope the result of the scope branch's convolution, the same shape, or null for static scope
 * @param offsets in input pixels, the same shape; channels are component (x, y), group, sub-row, sub-column
 * @param coordinates where each output pixel samples, in input pixels with pixel centres at the integers, clipped to
 *     [0, W−1] and [0, H−1]: (B, 2·g, sH, sW), channels are component (x, y), group. Rounded to float for this record;
 *     the layer itself never forms them
 * @param taps the pixel at or before each point, the same shape; whole numbers, exact up to 2²⁴
 * @param bilinear the weights of the four neighbours (B, 4·g, sH, sW), channels are neighbour (nw, ne, sw, se), group
 * @param sampled all channels of x at the points (B, C, sH, sW), or null without {@code end_conv}: what a port has
 *     before its last convolution. The layer itself convolves first, which gives other last bits
 * @param output the layer's output (B, O, sH, sW)
 */
public record Trace(
        Tensor linear,
        Tensor scope,
        Tensor offsets,
        Tensor coordinates,
        Tensor taps,
        Tensor bilinear,
        Tensor sampled,
        Tensor output) {}
