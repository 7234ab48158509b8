package io.github.dysample.onnx.internal.graph;

import io.github.dysample.io.FileFormatException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who makes and who reads each tensor of a graph, which is checked: each tensor is made once, and none is needed to
 * make itself. Nodes in another order than they run in are accepted.
 */
public final class Wiring {
    private final Map<String, Node> makers = new HashMap<>();
    private final Map<String, List<Node>> readers = new HashMap<>();

    /** Connects the nodes of a graph. */
    public Wiring(String file, Graph graph) throws FileFormatException {
        Set<String> given = new HashSet<>(graph.initializers().keySet());
        Set<String> names = new HashSet<>();
        for (Value input : graph.inputs()) {
            given.add(input.name());
            if (!names.add(input.name())) {
                throw fault(file, "two inputs of the graph have the name \"" + input.name() + "\"");
            }
        }
        for (Node node : graph.nodes()) {
            for (String output : node.outputs()) {
                if (!output.isEmpty() && (makers.put(output, node) != null || given.contains(output))) {
                    throw fault(file, "two things make the tensor \"" + output + "\", one of them is " + node);
                }
            }
            for (String input : node.inputs()) {
                List<Node> ofInput = readers.computeIfAbsent(input, unused -> new ArrayList<>(1));
                if (ofInput.isEmpty() || ofInput.getLast() != node) {
                    ofInput.add(node);
                }
            }
        }
        requireNoCycle(file, graph);
    }

    /** Takes away one node after another whose inputs are all made; what is left lies on a cycle or behind one. */
    private void requireNoCycle(String file, Graph graph) throws FileFormatException {
        Map<Node, Integer> missing = new HashMap<>();
        Deque<Node> ready = new ArrayDeque<>();
        for (Node node : graph.nodes()) {
            int count = (int) node.inputs().stream().distinct().filter(makers::containsKey).count();
            missing.put(node, count);
            if (count == 0) {
                ready.add(node);
            }
        }
        int done = 0;
        for (; !ready.isEmpty(); done++) {
            for (String output : ready.poll().outputs()) {
                for (Node reader : output.isEmpty() ? List.<Node>of() : readersOf(output)) {
                    if (missing.merge(reader, -1, Integer::sum) == 0) {
                        ready.add(reader);
                    }
                }
            }
        }
        if (done < graph.nodes().size()) {
            Node stuck = graph.nodes().stream().filter(node -> missing.get(node) > 0).findFirst().orElseThrow();
            throw fault(file, "the nodes form a cycle: " + stuck + " needs what it makes, or what such a node makes");
        }
    }

    private static FileFormatException fault(String file, String reason) {
        return new FileFormatException(file, FileFormatException.NO_POSITION, reason);
    }

    /** The node that makes a tensor, or null for an input, an initializer or a name that nothing makes. */
    public Node makerOf(String tensor) {
        return makers.get(tensor);
    }

    /** The nodes that read a tensor, each once. */
    public List<Node> readersOf(String tensor) {
        return readers.getOrDefault(tensor, List.of());
    }
}
