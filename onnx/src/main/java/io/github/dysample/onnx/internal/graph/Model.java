package io.github.dysample.onnx.internal.graph;

import io.github.dysample.io.FileFormatException;
import io.github.dysample.onnx.internal.wire.Slice;
import io.github.dysample.onnx.internal.wire.WireReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A ModelProto.
 *
 * @param file the name for messages
 * @param message the whole file
 * @param irVersion the version of the format
 * @param opsets the version of each domain's operators; ONNX's own domain has an empty name
 * @param graph the graph
 * @param wiring its connections
 * @param nested the nodes of graphs inside nodes and of functions
 */
public record Model(
        String file, Slice message, long irVersion, Map<String, Long> opsets, Graph graph, Wiring wiring,
        List<NestedNode> nested) {
    /** The numbers of the fields. */
    public static final int GRAPH = 7;

    public static final int OPSET = 8;
    private static final int IR_VERSION = 1;
    private static final int FUNCTION = 25;

    /** Reads a model of some bytes. */
    public static Model read(String file, byte[] bytes) throws FileFormatException {
        Slice message = Slice.of(bytes);
        WireReader reader = new WireReader(file, message);
        long irVersion = 0;
        Map<String, Long> opsets = new HashMap<>();
        Slice graph = null;
        List<Slice> functions = new ArrayList<>();
        while (reader.next()) {
            switch (reader.field()) {
                case IR_VERSION -> irVersion = reader.number();
                case GRAPH -> {
                    if (graph != null) {
                        throw reader.fault("the model has two graphs");
                    }
                    graph = reader.bytes();
                }
                case OPSET -> readOpset(file, reader.bytes(), opsets);
                case FUNCTION -> functions.add(reader.bytes());
                default -> { }
            }
        }
        if (graph == null) {
            throw new FileFormatException(file, FileFormatException.NO_POSITION,
                    "no graph in it; this is not an ONNX model, or it is cut off");
        }
        Graph read = Graph.read(file, graph);
        Wiring wiring = new Wiring(file, read);
        return new Model(file, message, irVersion, opsets, read, wiring, NestedNode.all(file, read, functions));
    }

    private static void readOpset(String file, Slice message, Map<String, Long> opsets) throws FileFormatException {
        WireReader reader = new WireReader(file, message);
        String domain = "";
        long version = 0;
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> domain = reader.text();
                case 2 -> version = reader.number();
                default -> { }
            }
        }
        opsets.put(domain.equals("ai.onnx") ? "" : domain, version);
    }

    /** The version of ONNX's own operators, 0 if it is not said. */
    public long opset() {
        return opsets.getOrDefault("", 0L);
    }
}
