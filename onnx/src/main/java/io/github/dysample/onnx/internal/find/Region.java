package io.github.dysample.onnx.internal.find;

import io.github.dysample.onnx.internal.evaluate.Constants;
import io.github.dysample.onnx.internal.evaluate.Interpreter;
import io.github.dysample.onnx.internal.graph.ElementType;
import io.github.dysample.onnx.internal.graph.Model;
import io.github.dysample.onnx.internal.graph.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The part of a graph between the map that a sampler reads and its grid, found by the connections alone.
 *
 * @param x the map, as it is before it is divided into groups
 * @param nodes what makes the grid and the grouped map out of x; the constants among them
 * @param convolutions those of the nodes that are convolutions
 */
record Region(String x, Set<Node> nodes, List<Node> convolutions) {
    private static final int MAX_NODES = 400;

    /** What may stand between the map and the sampler. */
    private static final Set<String> GROUPING =
            Set.of("Reshape", "Identity", "Cast", "Squeeze", "Unsqueeze", "Flatten");

    /** Goes back from the grid of a sampler to the map that the sampler reads. */
    static Region of(Model model, Constants constants, Node sampler) throws NotALayerException {
        List<String> chain = chain(model, sampler);
        Set<Node> nodes = new LinkedHashSet<>();
        List<Node> convolutions = new ArrayList<>();
        Set<String> reached = new HashSet<>();
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(sampler.input(1)));
        while (!open.isEmpty()) {
            String tensor = open.pop();
            if (tensor.isEmpty() || !seen.add(tensor)) {
                continue;
            }
            Node maker = model.wiring().makerOf(tensor);
            if (chain.contains(tensor)) {
                reached.add(tensor);
                continue;
            }
            if (maker != null && nodes.add(maker) && nodes.size() > MAX_NODES) {
                throw new NotALayerException("its grid depends on more than " + MAX_NODES + " nodes");
            }
            if (constants.stored(tensor) != null) {
                continue;
            }
            if (maker == null) {
                throw new NotALayerException("its grid depends on \"" + tensor + "\", not only on the map it samples");
            }
            requireKnown(maker);
            switch (maker.operator()) {
                case "Shape" -> { } // the evaluation follows it
                case "Conv" -> {
                    convolutions.add(maker);
                    open.push(maker.input(0));
                }
                default -> maker.inputs().forEach(open::push);
            }
        }
        if (convolutions.isEmpty()) {
            throw new NotALayerException("no convolution makes its offsets");
        }
        if (reached.isEmpty()) {
            throw new NotALayerException("its grid does not depend on the map it samples");
        }
        String x = chain.reversed().stream().filter(reached::contains).findFirst().orElseThrow();
        for (String tensor : chain.subList(0, chain.indexOf(x))) {
            nodes.add(model.wiring().makerOf(tensor));
        }
        return new Region(x, nodes, convolutions);
    }

    /** The tensors from what the sampler reads upward, as long as only their shape changes. */
    private static List<String> chain(Model model, Node sampler) {
        Set<String> chain = new LinkedHashSet<>(List.of(sampler.input(0)));
        Node maker = model.wiring().makerOf(sampler.input(0));
        while (maker != null && maker.domain().isEmpty() && GROUPING.contains(maker.operator())
                && chain.size() < MAX_NODES && chain.add(maker.input(0))) {
            maker = model.wiring().makerOf(maker.input(0));
        }
        return List.copyOf(chain);
    }

    private static void requireKnown(Node node) throws NotALayerException {
        String operator = node.qualifiedOperator();
        if (node.domain().isEmpty() && Interpreter.OPERATORS.contains(node.operator())) {
            if (node.is("Cast") && ElementType.bytes(node.integer("to", 0)) == 0) {
                throw new NotALayerException("its grid is computed in " + ElementType.name(node.integer("to", 0))
                        + " (" + node + "); only layers in FLOAT are read");
            }
            return;
        }
        boolean quantises = operator.endsWith("uantizeLinear") || operator.contains("QLinear");
        if (quantises || operator.endsWith("Integer")) {
            throw new NotALayerException(
                    "the layer is quantised (" + node + "); take the model from before quantisation");
        }
        if (node.is("If") || node.is("Loop") || node.is("Scan")) {
            throw new NotALayerException("its grid comes out of a branch or loop, " + node);
        }
        if (node.domain().startsWith("com.microsoft")) {
            throw new NotALayerException("ONNX Runtime fused or re-laid out its operators (" + node
                    + "); take the model from before that optimisation");
        }
        throw new NotALayerException("the operator " + operator + " is on the way to its grid, which no layer has");
    }
}
