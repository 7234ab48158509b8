package io.github.dysample.onnx.internal.write;

import io.github.dysample.DySampleWeights;

/**
 * A layer to write anew in a graph.
 *
 * @param name what it is called; its constants have names that begin with it, as in a state dict
 * @param weights the layer
 * @param x the tensor it reads
 * @param y the tensor it makes
 */
public record Replacement(String name, DySampleWeights weights, String x, String y) {}
