package io.github.dysample.onnx;

/**
 * A GridSample in a model that is not a layer, or whose layer cannot be read.
 *
 * @param name the name of the node, or of its output if it has none
 * @param reason why it is not taken for a layer
 */
public record OtherSampler(String name, String reason) {}
