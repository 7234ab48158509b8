package io.github.dysample.onnx.internal.graph;

import io.github.dysample.io.FileFormatException;
import io.github.dysample.onnx.internal.wire.Slice;
import io.github.dysample.onnx.internal.wire.WireReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A GraphProto.
 *
 * @param message its bytes
 * @param nodes in the file's order
 * @param initializers by name, in the file's order
 * @param inputs of the graph; before IR version 4 the initializers are among them
 * @param outputs of the graph
 * @param values what is said of other tensors, by name
 */
public record Graph(
        Slice message, List<Node> nodes, Map<String, StoredTensor> initializers, List<Value> inputs,
        List<Value> outputs, Map<String, Value> values) {
    /** The numbers of the fields. */
    public static final int NODE = 1;

    public static final int INITIALIZER = 5;
    public static final int INPUT = 11;
    public static final int OUTPUT = 12;
    public static final int VALUE = 13;

    /** Reads a graph, not those inside its nodes. */
    public static Graph read(String file, Slice message) throws FileFormatException {
        WireReader reader = new WireReader(file, message);
        List<Node> nodes = new ArrayList<>();
        Map<String, StoredTensor> initializers = new LinkedHashMap<>();
        List<Value> inputs = new ArrayList<>();
        List<Value> outputs = new ArrayList<>();
        Map<String, Value> values = new LinkedHashMap<>();
        while (reader.next()) {
            switch (reader.field()) {
                case NODE -> nodes.add(Node.read(file, reader.whole(), reader.bytes()));
                case INITIALIZER -> {
                    StoredTensor tensor = StoredTensor.read(file, reader.whole(), reader.bytes());
                    if (initializers.put(tensor.name(), tensor) != null) {
                        throw reader.fault("two initializers have the name \"" + tensor.name() + "\"");
                    }
                }
                case INPUT -> inputs.add(Value.read(file, reader.whole(), reader.bytes()));
                case OUTPUT -> outputs.add(Value.read(file, reader.whole(), reader.bytes()));
                case VALUE -> {
                    Value value = Value.read(file, reader.whole(), reader.bytes());
                    values.put(value.name(), value);
                }
                default -> { }
            }
        }
        return new Graph(message, nodes, initializers, inputs, outputs, values);
    }
}
