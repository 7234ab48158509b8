package io.github.dysample.onnx.internal.graph;

import io.github.dysample.io.FileFormatException;
import io.github.dysample.onnx.internal.wire.Slice;
import io.github.dysample.onnx.internal.wire.WireReader;
import io.github.dysample.onnx.internal.wire.WireWriter;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Changes to the graph of a model, of which everything else is written back byte for byte, in its order, unknown fields
 * included. New parts are given as messages without their tags.
 */
public final class GraphEdit {
    private final Map<Node, List<byte[]>> nodes = new IdentityHashMap<>();
    private final Set<String> removedInitializers = new HashSet<>();
    private final Map<String, byte[]> addedInitializers = new LinkedHashMap<>();
    private final Map<String, byte[]> values = new LinkedHashMap<>();
    private final Map<String, Long> opsets = new LinkedHashMap<>();

    /** Puts nodes in the place of a node; none removes it. */
    public GraphEdit replace(Node node, List<byte[]> messages) {
        nodes.put(node, List.copyOf(messages));
        return this;
    }

    /** Removes an initializer. */
    public GraphEdit removeInitializer(String name) {
        removedInitializers.add(name);
        return this;
    }

    /** Adds an initializer, whose message has the same name. */
    public GraphEdit addInitializer(String name, byte[] message) {
        addedInitializers.put(name, message);
        return this;
    }

    /** Puts another message in the place of what an input, an output or the graph says of a tensor; null removes it. */
    public GraphEdit replaceValue(String name, byte[] message) {
        values.put(name, message);
        return this;
    }

    /** Adds a domain, unless the model names it already. */
    public GraphEdit addOpset(String domain, long version) {
        opsets.put(domain, version);
        return this;
    }

    /** {@return the model with these changes} */
    public byte[] apply(Model model) throws FileFormatException {
        WireReader reader = new WireReader(model.file(), model.message());
        WireWriter changed = new WireWriter();
        while (reader.next()) {
            if (reader.field() == Model.GRAPH) {
                changed.bytes(Model.GRAPH, graph(model));
            } else {
                changed.copy(reader.whole());
            }
        }
        opsets.forEach((domain, version) -> {
            if (!model.opsets().containsKey(domain)) {
                changed.message(Model.OPSET, new WireWriter().text(1, domain).number(2, version));
            }
        });
        return changed.toBytes();
    }

    private byte[] graph(Model model) throws FileFormatException {
        WireWriter changed = new WireWriter();
        WireReader reader = new WireReader(model.file(), model.graph().message());
        int node = 0;
        while (reader.next()) {
            Slice whole = reader.whole();
            switch (reader.field()) {
                case Graph.NODE -> writeNode(model.graph().nodes().get(node++), changed);
                case Graph.INITIALIZER -> {
                    if (!removedInitializers.contains(nameOf(model, reader.bytes(), StoredTensor.NAME))) {
                        changed.copy(whole);
                    }
                }
                case Graph.INPUT, Graph.OUTPUT, Graph.VALUE ->
                    writeValue(reader.field(), nameOf(model, reader.bytes(), 1), whole, changed);
                default -> changed.copy(whole);
            }
        }
        addedInitializers.values().forEach(message -> changed.bytes(Graph.INITIALIZER, message));
        return changed.toBytes();
    }

    private void writeNode(Node node, WireWriter changed) {
        List<byte[]> replacement = nodes.get(node);
        if (replacement == null) {
            changed.copy(node.field());
        } else {
            replacement.forEach(message -> changed.bytes(Graph.NODE, message));
        }
    }

    private void writeValue(int field, String name, Slice whole, WireWriter changed) {
        if (!values.containsKey(name)) {
            changed.copy(whole);
        } else if (values.get(name) != null) {
            changed.bytes(field, values.get(name));
        }
    }

    private static String nameOf(Model model, Slice message, int nameField) throws FileFormatException {
        WireReader reader = new WireReader(model.file(), message);
        String name = "";
        while (reader.next()) {
            name = reader.field() == nameField ? reader.text() : name;
        }
        return name;
    }
}
