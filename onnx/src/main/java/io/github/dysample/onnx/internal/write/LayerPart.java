package io.github.dysample.onnx.internal.write;

import io.github.dysample.DySampleWeights;
import io.github.dysample.io.DySampleLayers;
import io.github.dysample.io.NdArray;
import io.github.dysample.onnx.OnnxForm;
import java.util.LinkedHashMap;
import java.util.Map;

/** A layer as a part of a graph, in any form: the nodes from x to y. */
public final class LayerPart {
    private LayerPart() {}

    /**
     * Adds a layer to a part.
     *
     * @param part the part
     * @param weights the layer
     * @param form how to write it
     * @param opset the version of ONNX's operators in the model
     * @param x the name of the input in the graph
     * @param y the name of the output in the graph
     */
    public static void add(GraphPart part, DySampleWeights weights, OnnxForm form, int opset, String x, String y) {
        Map<String, String> arrays = arrays(part, weights);
        switch (form) {
            case OPERATOR -> OperatorNode.add(part, weights, arrays, x, y);
            case FAST, PLAIN -> addStandard(part, weights, form == OnnxForm.FAST, opset, arrays, x, y);
        }
    }

    /** The layer's arrays as constants: what they are called in a state dict, and in the graph. */
    private static Map<String, String> arrays(GraphPart part, DySampleWeights weights) {
        Map<String, String> names = new LinkedHashMap<>();
        for (Map.Entry<String, NdArray> array : DySampleLayers.toStateDict("", weights).arrays().entrySet()) {
            NdArray values = array.getValue();
            names.put(array.getKey(), part.floats(array.getKey(), values.toFloats(), values.shape()));
        }
        return names;
    }

    private static void addStandard(GraphPart part, DySampleWeights weights, boolean fast, int opset,
            Map<String, String> arrays, String x, String y) {
        MapSizes sizes = MapSizes.add(part, x, weights.config().scale());
        String offsets = OffsetNodes.add(part, weights.config(), arrays, sizes, x);
        String grid = GridNodes.add(part, weights.config(), sizes, offsets, fast);
        String last = weights.config().hasEndConv() ? part.name("sampled") : y;
        SamplingNodes.add(part, weights.config(), sizes, x, grid, fast, opset, last);
        if (weights.config().hasEndConv()) {
            part.node("", "Conv", y, Convolution.inputs(arrays, "end_conv", last));
        }
    }
}
