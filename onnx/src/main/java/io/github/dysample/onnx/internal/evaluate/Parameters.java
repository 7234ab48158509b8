package io.github.dysample.onnx.internal.evaluate;

/**
 * What a convolution computes with in an evaluation, in the place of its own.
 *
 * @param weight (outputs, inputs)
 * @param bias (outputs), or null
 * @param outputs the number of outputs
 */
public record Parameters(float[] weight, float[] bias, int outputs) {}
