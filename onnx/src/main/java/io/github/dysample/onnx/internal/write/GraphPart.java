package io.github.dysample.onnx.internal.write;

import io.github.dysample.onnx.internal.wire.WireWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A part of a graph in the making: nodes in an order in which each comes after those it needs, and the constants they
 * use. Names are given in the part's own terms and written as the naming makes them, so that several parts fit into
 * one graph.
 */
public final class GraphPart {
    private static final int FLOAT = 1;
    private static final int INT64 = 7;

    private final UnaryOperator<String> naming;
    private final List<byte[]> nodes = new ArrayList<>();
    private final Map<String, byte[]> initializers = new LinkedHashMap<>();

    /**
     * An empty part.
     *
     * @param naming from a name in the part to the name in the graph
     */
    public GraphPart(UnaryOperator<String> naming) {
        this.naming = naming;
    }

    /** {@return the nodes, each a NodeProto} */
    public List<byte[]> nodes() {
        return List.copyOf(nodes);
    }

    /** {@return the constants by name, each a TensorProto} */
    public Map<String, byte[]> initializers() {
        return Collections.unmodifiableMap(initializers);
    }

    /** Adds a float constant and returns its name in the graph. */
    String floats(String name, float[] values, long... shape) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return constant(name, FLOAT, raw.array(), shape);
    }

    /** Adds a float constant without dimensions. */
    String number(String name, float value) {
        return floats(name, new float[] {value});
    }

    /** Adds a list of whole numbers, which is what shapes, axes and positions in shapes are. */
    String list(String name, long... values) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asLongBuffer().put(values);
        return constant(name, INT64, raw.array(), values.length);
    }

    private String constant(String name, int type, byte[] raw, long... shape) {
        String named = naming.apply(name);
        WireWriter tensor = new WireWriter();
        for (long size : shape) {
            tensor.number(1, size);
        }
        initializers.put(named, tensor.number(2, type).text(8, named).bytes(9, raw).toBytes());
        return named;
    }

    /** {@return what something of the part is called in the graph} */
    String name(String name) {
        return naming.apply(name);
    }

    /** Adds a node of ONNX's own with one output, and returns the output's name in the graph. */
    String node(String operator, String output, List<String> inputs, Attribute... attributes) {
        String named = naming.apply(output);
        node("", operator, named, inputs, attributes);
        return named;
    }

    /**
     * Adds a node of any domain.
     *
     * @param inputs names in the graph, empty for inputs that are left out
     * @param output its name in the graph
     */
    void node(String domain, String operator, String output, List<String> inputs, Attribute... attributes) {
        WireWriter node = new WireWriter();
        inputs.forEach(input -> node.text(1, input));
        node.text(2, output).text(3, naming.apply(operator + "_" + nodes.size())).text(4, operator);
        for (Attribute attribute : attributes) {
            node.message(5, attribute.message());
        }
        if (!domain.isEmpty()) {
            node.text(7, domain);
        }
        nodes.add(node.toBytes());
    }

    /** Puts lists of numbers together to one. */
    String join(String name, String... lists) {
        return node("Concat", name, List.of(lists), Attribute.of("axis", 0));
    }

    /** Takes some of the channels. */
    String slice(String name, String input, long from, long to) {
        return node("Slice", name, List.of(
                input, list(name + "_from", from), list(name + "_to", to), list("channel_axis", 1)));
    }

    /** PyTorch's pixel shuffle. */
    String shuffle(String name, String input, int factor) {
        return node("DepthToSpace", name, List.of(input),
                Attribute.of("blocksize", factor), Attribute.of("mode", "CRD"));
    }
}
