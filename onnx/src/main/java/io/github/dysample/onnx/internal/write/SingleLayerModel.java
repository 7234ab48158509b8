package io.github.dysample.onnx.internal.write;

import io.github.dysample.DySampleConfig;
import io.github.dysample.onnx.internal.wire.WireWriter;

/**
 * The model around the nodes of one layer.
 *
 * @param config the layer
 * @param opset the version of ONNX's operators
 * @param ownOperator whether a node is of our own operator
 */
public record SingleLayerModel(DySampleConfig config, int opset, boolean ownOperator) {
    private static final int FLOAT = 1;

    /** {@return the file} */
    public byte[] bytes(GraphPart part) {
        WireWriter graph = new WireWriter();
        part.nodes().forEach(node -> graph.bytes(1, node));
        graph.text(2, "DySample");
        part.initializers().values().forEach(constant -> graph.bytes(5, constant));
        graph.message(11, value("x", config.channels(), "height", "width"));
        String factor = config.scale() == 1 ? "" : config.scale() + "*";
        graph.message(12, value("y", config.outputChannels(), factor + "height", factor + "width"));
        WireWriter model = new WireWriter()
                .number(1, formatVersion())
                .text(2, "dysample")
                .message(7, graph)
                .message(8, operators("", opset));
        if (ownOperator) {
            model.message(8, operators(OperatorNode.DOMAIN, OperatorNode.VERSION));
        }
        return model.toBytes();
    }

    /** The format's version that came with the opset: readers of that time refuse a later one. */
    private int formatVersion() {
        return opset < 19 ? 8 : opset < 21 ? 9 : 10;
    }

    /** {@return that the operators of a domain are meant in a version of them} */
    static WireWriter operators(String domain, int version) {
        return new WireWriter().text(1, domain).number(2, version);
    }

    private static WireWriter value(String name, int channels, String height, String width) {
        WireWriter shape = new WireWriter()
                .message(1, new WireWriter().text(2, "batch"))
                .message(1, new WireWriter().number(1, channels))
                .message(1, new WireWriter().text(2, height))
                .message(1, new WireWriter().text(2, width));
        WireWriter type = new WireWriter().message(1, new WireWriter().number(1, FLOAT).message(2, shape));
        return new WireWriter().text(1, name).message(2, type);
    }
}
