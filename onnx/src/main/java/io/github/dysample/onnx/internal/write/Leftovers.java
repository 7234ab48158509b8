package io.github.dysample.onnx.internal.write;

import io.github.dysample.io.FileFormatException;
import io.github.dysample.onnx.internal.graph.Attribute;
import io.github.dysample.onnx.internal.graph.Graph;
import io.github.dysample.onnx.internal.graph.Node;
import io.github.dysample.onnx.internal.graph.Value;
import io.github.dysample.onnx.internal.graph.Wiring;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What nothing reads any more once some nodes are replaced. Nodes and constants that were unused before stay.
 *
 * @param nodes nodes to remove besides those replaced
 * @param initializers constants to remove
 */
record Leftovers(Set<Node> nodes, Set<String> initializers) {

    /**
     * Follows the inputs of the replaced nodes upward.
     *
     * @param graph the graph
     * @param wiring its connections
     * @param replaced the nodes that are no longer there
     * @param read tensors that the new nodes read
     */
    static Leftovers of(Graph graph, Wiring wiring, Set<Node> replaced, Set<String> read)
            throws FileFormatException {
        Set<String> needed = new HashSet<>(read);
        graph.outputs().forEach(output -> needed.add(output.name()));
        for (Node node : graph.nodes()) {
            addReadInside(node, needed);
        }
        Set<Node> gone = new LinkedHashSet<>(replaced);
        Set<String> constants = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>();
        replaced.forEach(node -> open.addAll(node.inputs()));
        while (!open.isEmpty()) {
            String tensor = open.pop();
            if (needed.contains(tensor) || !gone.containsAll(wiring.readersOf(tensor))) {
                continue;
            }
            Node maker = wiring.makerOf(tensor);
            if (maker == null) {
                constants.add(tensor);
            } else if (maker.outputs().stream().allMatch(output ->
                    !needed.contains(output) && gone.containsAll(wiring.readersOf(output))) && gone.add(maker)) {
                open.addAll(maker.inputs());
            }
        }
        gone.removeAll(replaced);
        constants.retainAll(graph.initializers().keySet());
        for (Value input : graph.inputs()) {
            constants.remove(input.name()); // whoever runs the model may give it
        }
        return new Leftovers(gone, constants);
    }

    /** The graphs inside a node may read any tensor of the graph around it. */
    private static void addReadInside(Node node, Set<String> needed) throws FileFormatException {
        for (Attribute attribute : node.attributes().values()) {
            if (attribute instanceof Attribute.Bodies bodies) {
                for (var body : bodies.graphs()) {
                    Graph inner = Graph.read(node.label(), body);
                    inner.outputs().forEach(output -> needed.add(output.name()));
                    for (Node each : inner.nodes()) {
                        needed.addAll(each.inputs());
                        addReadInside(each, needed);
                    }
                }
            }
        }
    }
}
