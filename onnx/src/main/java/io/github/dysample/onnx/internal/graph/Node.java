package io.github.dysample.onnx.internal.graph;

import io.github.dysample.io.FileFormatException;
import io.github.dysample.onnx.internal.wire.Slice;
import io.github.dysample.onnx.internal.wire.WireReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A NodeProto. Two nodes are equal only if they are the same one. */
public final class Node {
    private final Slice field;
    private final String name;
    private final String operator;
    private final String domain;
    private final List<String> inputs;
    private final List<String> outputs;
    private final Map<String, Attribute> attributes;

    private Node(
            Slice field, String name, String operator, String domain, List<String> inputs, List<String> outputs,
            Map<String, Attribute> attributes) {
        this.field = field;
        this.name = name;
        this.operator = operator;
        this.domain = domain;
        this.inputs = inputs;
        this.outputs = outputs;
        this.attributes = attributes;
    }

    /** Reads a node from a field of its graph. */
    static Node read(String file, Slice field, Slice message) throws FileFormatException {
        WireReader reader = new WireReader(file, message);
        String name = "";
        String operator = "";
        String domain = "";
        List<String> inputs = new ArrayList<>(2);
        List<String> outputs = new ArrayList<>(1);
        Map<String, Attribute> attributes = Map.of();
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> inputs.add(reader.text());
                case 2 -> outputs.add(reader.text());
                case 3 -> name = reader.text();
                case 4 -> operator = reader.text();
                case 7 -> domain = reader.text();
                case 5 -> {
                    Attribute.Named attribute = Attribute.read(file, reader.bytes());
                    attributes = attributes.isEmpty() ? new LinkedHashMap<>(4) : attributes;
                    if (attributes.put(attribute.name(), attribute.value()) != null) {
                        throw reader.fault("a node has two attributes \"" + attribute.name() + "\"");
                    }
                }
                default -> { }
            }
        }
        // ai.onnx is the full name of the domain without a name.
        return new Node(field, name, operator, domain.equals("ai.onnx") ? "" : domain, inputs, outputs, attributes);
    }

    /** The field of its graph, tag included, as it stands in the file. */
    public Slice field() {
        return field;
    }

    public String name() {
        return name;
    }

    /** The type of the operator, such as {@code Conv}. */
    public String operator() {
        return operator;
    }

    /** The domain of the operator; empty for ONNX's own. */
    public String domain() {
        return domain;
    }

    /** The names of the inputs; empty ones are left out. */
    public List<String> inputs() {
        return inputs;
    }

    /** The names of the outputs; empty ones are left out. */
    public List<String> outputs() {
        return outputs;
    }

    public Map<String, Attribute> attributes() {
        return attributes;
    }

    /** Whether it is one of ONNX's own operators, of a given type. */
    public boolean is(String type) {
        return domain.isEmpty() && operator.equals(type);
    }

    /** The name of an input, or an empty one if it is left out. */
    public String input(int index) {
        return index < inputs.size() ? inputs.get(index) : "";
    }

    /** The name of the first output, or an empty one if there is none. */
    public String output() {
        return outputs.isEmpty() ? "" : outputs.getFirst();
    }

    /** An integer attribute. */
    public long integer(String attribute, long missing) {
        return attributes.get(attribute) instanceof Attribute.Int(long value) ? value : missing;
    }

    /** A text attribute. */
    public String text(String attribute, String missing) {
        return attributes.get(attribute) instanceof Attribute.Text(String value) ? value : missing;
    }

    /** An attribute of integers, or null. */
    public long[] integers(String attribute) {
        return attributes.get(attribute) instanceof Attribute.Ints(long[] values) ? values : null;
    }

    /** The operator with its domain, for messages. */
    public String qualifiedOperator() {
        return domain.isEmpty() ? operator : domain + ":" + operator;
    }

    /** What it is called in messages: its name, or that of its output. */
    public String label() {
        return name.isEmpty() ? output() : name;
    }

    @Override
    public String toString() {
        return qualifiedOperator() + " " + label();
    }
}
