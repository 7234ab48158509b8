package io.github.dysample.onnx.internal.write;

import io.github.dysample.io.FileFormatException;
import io.github.dysample.onnx.OnnxForm;
import io.github.dysample.onnx.internal.graph.GraphEdit;
import io.github.dysample.onnx.internal.graph.Model;
import io.github.dysample.onnx.internal.graph.Node;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes the layers of a model anew. The new nodes stand where the last one of the old layer stood. */
public final class Mending {
    private static final int FIRST_OPSET = 16; // the first with GridSample
    private static final int FIRST_FORMAT = 4; // the first whose initializers need not be inputs, too

    private final Model model;
    private final OnnxForm form;
    private final GraphEdit edit = new GraphEdit();

    private Mending(Model model, OnnxForm form) {
        this.model = model;
        this.form = form;
    }

    /**
     * {@return the model with its layers in another form}
     *
     * @param model the model
     * @param layers those to write anew
     * @param form how
     */
    public static byte[] apply(Model model, List<Replacement> layers, OnnxForm form) throws FileFormatException {
        return new Mending(model, form).apply(layers);
    }

    private byte[] apply(List<Replacement> layers) throws FileFormatException {
        if (layers.isEmpty()) {
            return edit.apply(model);
        }
        requireKnown();
        Set<Node> replaced = new LinkedHashSet<>();
        layers.forEach(layer -> replaced.add(model.wiring().makerOf(layer.y())));
        Set<String> read = layers.stream().map(Replacement::x).collect(Collectors.toSet());
        Leftovers leftovers = Leftovers.of(model.graph(), model.wiring(), replaced, read);
        removeLeftovers(leftovers);
        replaced.forEach(node -> node.outputs().forEach(this::removeDescription));
        Set<String> taken = namesBut(leftovers, replaced);
        for (Replacement layer : layers) {
            String prefix = unusedPrefix(layer.name(), taken);
            GraphPart part = new GraphPart(name -> prefix + name);
            LayerPart.add(part, layer.weights(), form, (int) Math.min(model.opset(), Integer.MAX_VALUE), layer.x(),
                    layer.y());
            edit.replace(model.wiring().makerOf(layer.y()), part.nodes());
            part.initializers().forEach(edit::addInitializer);
            taken.addAll(part.initializers().keySet());
        }
        if (form == OnnxForm.OPERATOR) {
            edit.addOpset(OperatorNode.DOMAIN, OperatorNode.VERSION);
        }
        return edit.apply(model);
    }

    private void requireKnown() throws FileFormatException {
        if (model.opset() < FIRST_OPSET) {
            throw fault("has opset " + model.opset() + "; its layers can be written from opset " + FIRST_OPSET
                    + ", the first with GridSample: export it with that or a later one");
        }
        if (model.irVersion() < FIRST_FORMAT) {
            throw fault("has version " + model.irVersion() + " of the format; its layers can be written from version "
                    + FIRST_FORMAT + ", where constants are not inputs: export it with a later one");
        }
    }

    private FileFormatException fault(String reason) {
        return new FileFormatException(model.file(), FileFormatException.NO_POSITION, reason);
    }

    /** The names that are left in the graph. */
    private Set<String> namesBut(Leftovers leftovers, Set<Node> replaced) {
        Set<String> names = new HashSet<>(model.graph().initializers().keySet());
        names.removeAll(leftovers.initializers());
        model.graph().inputs().forEach(input -> names.add(input.name()));
        for (Node node : model.graph().nodes()) {
            if (!replaced.contains(node) && !leftovers.nodes().contains(node)) {
                names.add(node.name());
                names.addAll(node.outputs());
            }
        }
        return names;
    }

    private static String unusedPrefix(String name, Set<String> taken) {
        for (int number = 0; ; number++) {
            String prefix = name + (number == 0 ? "" : "_" + number) + ".";
            if (taken.stream().noneMatch(other -> other.startsWith(prefix))) {
                return prefix;
            }
        }
    }

    private void removeLeftovers(Leftovers leftovers) {
        for (Node node : leftovers.nodes()) {
            edit.replace(node, List.of());
            node.outputs().forEach(this::removeDescription);
        }
        leftovers.initializers().forEach(edit::removeInitializer);
    }

    /** What the graph says of a tensor within it may hold for the old layer alone, such as its fixed size. */
    private void removeDescription(String tensor) {
        if (model.graph().outputs().stream().noneMatch(output -> output.name().equals(tensor))) {
            edit.replaceValue(tensor, null);
        }
    }
}
