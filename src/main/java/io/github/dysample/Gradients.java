package io.github.dysample;

/**
 * The gradients of one call of {@link DySample#backward(Tensor, Tensor)}.
 *
 * @param input that of x (B, C, H, W)
 * @param parameters those of the layer's parameters
 */
public record Gradients(Tensor input, DySampleGradients parameters) {}
