package io.github.dysample.onnx.internal.graph;

import io.github.dysample.io.FileFormatException;
import io.github.dysample.onnx.internal.wire.Slice;
import io.github.dysample.onnx.internal.wire.WireReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A sampler that is not in the model's own graph.
 *
 * @param node the node, of type GridSample
 * @param place where it is, such as {@code the body of If "branch"}
 */
public record NestedNode(Node node, String place) {
    private static final int MAX_DEPTH = 64;

    private record Body(Slice graph, String place, int depth) {}

    /** Looks through the graphs inside nodes and through functions. */
    static List<NestedNode> all(String file, Graph graph, List<Slice> functions) throws FileFormatException {
        List<NestedNode> found = new ArrayList<>();
        Deque<Body> open = new ArrayDeque<>();
        for (Node node : graph.nodes()) {
            push(file, node, "", 1, open);
        }
        for (Slice function : functions) {
            readFunction(file, function, open, found);
        }
        while (!open.isEmpty()) {
            Body body = open.pop();
            for (Node node : Graph.read(file, body.graph()).nodes()) {
                take(file, node, body.place(), body.depth(), open, found);
            }
        }
        return List.copyOf(found);
    }

    private static void readFunction(String file, Slice function, Deque<Body> open, List<NestedNode> found)
            throws FileFormatException {
        WireReader reader = new WireReader(file, function);
        String name = "";
        List<Node> nodes = new ArrayList<>();
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> name = reader.text();
                case 7 -> nodes.add(Node.read(file, reader.whole(), reader.bytes()));
                default -> { }
            }
        }
        for (Node node : nodes) {
            take(file, node, "the function " + name, 0, open, found);
        }
    }

    private static void take(
            String file, Node node, String place, int depth, Deque<Body> open, List<NestedNode> found)
            throws FileFormatException {
        if (node.operator().equals("GridSample")) {
            found.add(new NestedNode(node, place));
        }
        push(file, node, place, depth + 1, open);
    }

    private static void push(String file, Node node, String place, int depth, Deque<Body> open)
            throws FileFormatException {
        for (Attribute attribute : node.attributes().values()) {
            if (attribute instanceof Attribute.Bodies(List<Slice> graphs)) {
                if (depth > MAX_DEPTH) {
                    throw new FileFormatException(file, graphs.getFirst().from(),
                            "graphs are nested more than " + MAX_DEPTH + " deep");
                }
                String inside = place.isEmpty() ? "the body of " + node : place;
                graphs.forEach(graph -> open.push(new Body(graph, inside, depth)));
            }
        }
    }
}
