package io.github.dysample.onnx.internal.find;

import io.github.dysample.onnx.OnnxLayer;
import io.github.dysample.onnx.internal.graph.Node;
import java.util.Set;

/**
 * A layer and the nodes that it is in the graph.
 *
 * @param layer the layer
 * @param nodes all between x and y; some may be needed by others, too
 */
public record FoundLayer(OnnxLayer layer, Set<Node> nodes) {}
