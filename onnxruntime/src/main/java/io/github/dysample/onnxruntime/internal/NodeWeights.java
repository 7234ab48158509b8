package io.github.dysample.onnxruntime.internal;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import java.util.EnumMap;
import java.util.Map;

/** Reads the layer of a node: the attributes, and the constants behind its inputs. */
final class NodeWeights {
    /** The attribute that shape inference reads, too. */
    static final String SCALE = "scale";

    private final Map<NodeInput, NodeTensor> tensors = new EnumMap<>(NodeInput.class);

    private NodeWeights() {}

    /**
     * Reads a node.
     *
     * @param info an OrtKernelInfo
     * @throws IllegalArgumentException with the numbers, if something does not fit
     */
    static DySampleWeights read(OrtApi api, long info) {
        NodeWeights node = new NodeWeights();
        int count = api.inputCount(info);
        for (NodeInput input : NodeInput.values()) {
            if (input != NodeInput.X && input.ordinal() < count && !api.inputName(info, input.ordinal()).isEmpty()) {
                long value = api.constantInput(info, input.ordinal());
                if (value == 0) {
                    throw new IllegalArgumentException(input + " is computed or given by the caller, must be a"
                            + " constant: an initializer of the file that is not also an input of the graph");
                }
                node.tensors.put(input, NodeTensor.of(api, input, value));
            }
        }
        return node.weights(attribute(api, info, SCALE), attribute(api, info, "groups"),
                Style.ofTorchName(api.attributeText(info, "style")));
    }

    private static int attribute(OrtApi api, long info, String name) {
        long value = api.attributeInt(info, name);
        if (value < 1 || value > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("attribute " + name + " is " + value + ", must be from 1 to "
                    + Integer.MAX_VALUE);
        }
        return (int) value;
    }

    private DySampleWeights weights(int scale, int groups, Style style) {
        NodeTensor offset = convolution(NodeInput.OFFSET_WEIGHT);
        long inputs = offset.sizes()[1];
        long channels = style == Style.LP ? inputs : inputs * scale * scale;
        if (channels != (int) channels || style == Style.PL && channels / scale / scale != inputs) {
            throw new IllegalArgumentException(NodeInput.OFFSET_WEIGHT + " has shape " + NodeTensor.text(offset.sizes())
                    + ", which at scale " + scale + " means more than " + Integer.MAX_VALUE + " channels");
        }
        int ends = has(NodeInput.END_CONV_WEIGHT)
                ? Math.toIntExact(convolution(NodeInput.END_CONV_WEIGHT).sizes()[0]) : 0;
        DySampleConfig config = new DySampleConfig(
                (int) channels, scale, groups, style, has(NodeInput.SCOPE_WEIGHT), ends);
        int outputs = config.convOutputs();
        return new DySampleWeights(config,
                values(NodeInput.OFFSET_WEIGHT, outputs, inputs, 1, 1),
                values(NodeInput.OFFSET_BIAS, outputs),
                values(NodeInput.SCOPE_WEIGHT, outputs, inputs, 1, 1),
                values(NodeInput.SCOPE_BIAS, outputs),
                values(NodeInput.INIT_POS, 1, config.offsetChannels(), 1, 1),
                values(NodeInput.END_CONV_WEIGHT, ends, channels, 1, 1),
                values(NodeInput.END_CONV_BIAS, ends));
    }

    private boolean has(NodeInput input) {
        return tensors.containsKey(input);
    }

    private NodeTensor convolution(NodeInput input) {
        if (!has(input)) {
            throw new IllegalArgumentException(input + " is missing");
        }
        NodeTensor tensor = tensors.get(input);
        long[] sizes = tensor.sizes();
        if (sizes.length != 4 || sizes[2] != 1 || sizes[3] != 1) {
            throw new IllegalArgumentException(input + " has shape " + NodeTensor.text(sizes)
                    + ", must be that of a 1×1 convolution, (outputs, inputs, 1, 1)");
        }
        return tensor;
    }

    private float[] values(NodeInput input, long... wanted) {
        return has(input) ? tensors.get(input).elements(wanted) : null;
    }
}
