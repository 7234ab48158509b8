package io.github.dysample.onnx.internal.write;

import io.github.dysample.io.FileFormatException;
import io.github.dysample.onnx.OnnxForm;
import io.github.dysample.onnx.internal.graph.GraphEdit;
import io.github.dysample.onnx.internal.graph.Model;
import io.github.dysample.onnx.internal.graph.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
        requireKnown();
        Set<Node> last = new HashSet<>();
        Set<String> read = new HashSet<>();
        int number = 0;
        for (Replacement layer : layers) {
            number = unused(number);
            String prefix = prefix(number++);
            GraphPart part = new GraphPart(name -> prefix + name);
            LayerPart.add(part, layer.weights(), form, (int) Math.min(model.opset(), Integer.MAX_VALUE), layer.x(),
                    layer.y());
            Node replaced = model.wiring().makerOf(layer.y());
            edit.replace(replaced, part.nodes());
            part.initializers().forEach(edit::addInitializer);
            last.add(replaced);
            read.add(layer.x());
        }
        removeLeftovers(Leftovers.of(model.graph(), model.wiring(), last, read));
        last.forEach(node -> node.outputs().forEach(this::removeDescription));
        if (form == OnnxForm.OPERATOR && !layers.isEmpty()) {
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

    /** The next number of which no name in the graph makes use. */
    private int unused(int from) {
        int number = from;
        while (isUsed(prefix(number))) {
            number++;
        }
        return number;
    }

    private boolean isUsed(String prefix) {
        return model.graph().initializers().keySet().stream().anyMatch(name -> name.startsWith(prefix))
                || model.graph().inputs().stream().anyMatch(input -> input.name().startsWith(prefix))
                || model.graph().nodes().stream().anyMatch(node -> node.name().startsWith(prefix)
                        || node.outputs().stream().anyMatch(name -> name.startsWith(prefix)));
    }

    private static String prefix(int number) {
        return "DySample_" + number + "/";
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
