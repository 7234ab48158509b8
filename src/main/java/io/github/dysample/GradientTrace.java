package io.github.dysample;

/**
 * Every stage of one backward pass, as {@link DySample#traceBackward} computes it, to find the first stage in which a
 * port differs. The stages of {@link Trace} are what they are the gradients of.
 *
 * @param gradOffsets of the offsets (B, 2·g·s², H, W)
 * @param gradXTaps of x through the pixels that were sampled alone (B, C, H, W); with {@code end_conv}, through it, too
 * @param gradLinear of the offset branch's convolution (B, 2·g·s², H, W)
 * @param gradScope of the scope branch's convolution, the same shape, or null for static scope
 * @param gradX of x: gradXTaps and what comes through the offset branch and the scope branch (B, C, H, W)
 * @param parameters of the layer's parameters
 */
public record GradientTrace(
        Tensor gradOffsets,
        Tensor gradXTaps,
        Tensor gradLinear,
        Tensor gradScope,
        Tensor gradX,
        DySampleGradients parameters) {}
