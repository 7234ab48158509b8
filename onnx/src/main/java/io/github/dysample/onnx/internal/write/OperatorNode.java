package io.github.dysample.onnx.internal.write;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The layer as one node of our own operator. */
public final class OperatorNode {
    /** The operator's domain. */
    public static final String DOMAIN = "io.github.dysample";

    /** The version of the domain. */
    public static final int VERSION = 1;

    private static final String TYPE = "DySample";
    private static final List<String> ARRAYS = List.of("offset.weight", "offset.bias", "scope.weight", "scope.bias",
            "init_pos", "end_conv.weight", "end_conv.bias");

    private OperatorNode() {}

    static void add(GraphPart part, DySampleWeights weights, Map<String, String> arrays, String x, String y) {
        List<String> inputs = new ArrayList<>(List.of(x));
        ARRAYS.forEach(array -> inputs.add(arrays.getOrDefault(array, "")));
        while (inputs.getLast().isEmpty()) {
            inputs.removeLast();
        }
        DySampleConfig config = weights.config();
        part.node(DOMAIN, TYPE, y, inputs,
                Attribute.of("scale", config.scale()),
                Attribute.of("groups", config.groups()),
                Attribute.of("style", config.style().torchName()));
    }
}
