package io.github.dysample.onnx.internal.write;

import io.github.dysample.DySampleWeights;

/**
 * A layer to write anew in a graph.
 *
 * @param weights the layer
 * @param x the tensor it reads
 * @param y the tensor it makes
 */
public record Replacement(DySampleWeights weights, String x, String y) {}
