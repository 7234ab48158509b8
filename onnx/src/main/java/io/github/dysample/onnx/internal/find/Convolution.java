package io.github.dysample.onnx.internal.find;

import io.github.dysample.onnx.internal.evaluate.Constants;
import io.github.dysample.onnx.internal.graph.ElementType;
import io.github.dysample.onnx.internal.graph.Model;
import io.github.dysample.onnx.internal.graph.Node;
import io.github.dysample.onnx.internal.graph.StoredTensor;
import java.io.IOException;
import java.util.Arrays;

/**
 * A 1×1 convolution with constant weights.
 *
 * @param node the node
 * @param weightName the name of the weight, empty if it has none
 * @param outputs its outputs
 * @param inputs its inputs
 * @param weight (outputs, inputs)
 * @param bias (outputs), or null
 */
record Convolution(Node node, String weightName, int outputs, int inputs, float[] weight, float[] bias) {
    /** Reads a node of type Conv. */
    static Convolution read(Model model, Constants constants, Node node) throws NotALayerException, IOException {
        StoredTensor weight = constant(model, constants, node, 1);
        long[] dims = weight.dims();
        if (dims.length != 4 || dims[2] != 1 || dims[3] != 1) {
            throw new NotALayerException(node + " has weights of shape " + Arrays.toString(dims)
                    + ", a layer's convolutions are 1×1");
        }
        if (node.integer("group", 1) != 1 || !all(1, node.integers("strides")) || !all(0, node.integers("pads"))) {
            throw new NotALayerException(node + " has groups, strides or padding, a layer's convolutions have none");
        }
        float[] values = constants.floats(weight);
        float[] bias = node.input(2).isEmpty() ? null : constants.floats(constant(model, constants, node, 2));
        int outputs = (int) dims[0];
        if (values.length == 0 || bias != null && bias.length != outputs) {
            throw new NotALayerException(node + " has " + values.length + " weights"
                    + (bias == null ? "" : " and a bias of " + bias.length + " values")
                    + " for " + outputs + " outputs");
        }
        return new Convolution(node, weight.name(), outputs, (int) dims[1], values, bias);
    }

    private static StoredTensor constant(Model model, Constants constants, Node node, int input)
            throws NotALayerException {
        StoredTensor tensor = constants.stored(node.input(input));
        Node maker = model.wiring().makerOf(node.input(input));
        if (tensor == null && maker != null && maker.is("Cast")) {
            tensor = constants.stored(maker.input(0)); // of another type, which is refused below
        }
        if (tensor == null) {
            boolean quantised = maker != null && maker.operator().contains("DequantizeLinear");
            throw new NotALayerException(quantised
                    ? "the weights of " + node + " are quantised; take the model from before quantisation"
                    : "the weights of " + node + " are not constant"
                            + (maker == null ? "" : ", they come from " + maker));
        }
        if (tensor.type() != ElementType.FLOAT) {
            throw new NotALayerException("the weights of " + node + " are " + ElementType.name(tensor.type())
                    + ", only FLOAT is read; take the model from before the conversion");
        }
        return tensor;
    }

    private static boolean all(long wanted, long... values) {
        return values == null || Arrays.stream(values).allMatch(value -> value == wanted);
    }
}
