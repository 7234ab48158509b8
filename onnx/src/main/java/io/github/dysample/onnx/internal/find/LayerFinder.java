package io.github.dysample.onnx.internal.find;

import io.github.dysample.DySampleWeights;
import io.github.dysample.onnx.OnnxLayer;
import io.github.dysample.onnx.OtherSampler;
import io.github.dysample.onnx.internal.evaluate.Constants;
import io.github.dysample.onnx.internal.evaluate.Work;
import io.github.dysample.onnx.internal.graph.Model;
import io.github.dysample.onnx.internal.graph.NestedNode;
import io.github.dysample.onnx.internal.graph.Node;
import io.github.dysample.onnx.internal.graph.TensorElements;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the layers of a model: the connections find candidates, numbers decide. */
public final class LayerFinder {
    private static final String WEIGHT = "offset.weight";
    private static final String END_WEIGHT = "end_conv.weight";

    private final Model model;
    private final Constants constants;
    private final Work work;
    private final Set<String> names = new HashSet<>();
    private final List<OnnxLayer> layers = new ArrayList<>();
    private final List<OtherSampler> others = new ArrayList<>();

    /** Looks at every sampler of a model. */
    public LayerFinder(Model model, TensorElements elements) throws IOException {
        this.model = model;
        constants = new Constants(model, elements);
        work = new Work(model.message().length());
        for (Node node : model.graph().nodes()) {
            if (node.operator().equals("GridSample")) {
                look(node);
            }
        }
        for (NestedNode nested : model.nested()) {
            refuse(nested.node(),
                    "it is inside " + nested.place() + "; only the model's own graph is searched for layers");
        }
    }

    private void look(Node sampler) throws IOException {
        try {
            Candidate candidate = Candidate.of(model, constants, sampler);
            Judged judged = new Judge(model, constants, work, candidate).judge();
            layers.add(found(candidate, judged));
        } catch (NotALayerException refusal) {
            refuse(sampler, refusal.getMessage());
        }
    }

    private void refuse(Node sampler, String reason) {
        others.add(new OtherSampler(Printable.of(sampler.label()), Printable.of(reason)));
    }

    private OnnxLayer found(Candidate candidate, Judged judged) throws IOException {
        String y = candidate.y();
        DySampleWeights weights = judged.weights();
        Convolution end = endConvolution(y, weights.config().channels());
        if (end != null) {
            y = end.node().output();
            weights = weights.withEndConv(end.outputs(), end.weight(), end.bias());
        }
        return new OnnxLayer(name(candidate, y), candidate.region().x(), y, weights, judged.verdict(),
                Printable.of(judged.reason()));
    }

    /**
     * The 1×1 convolution that the layer ends in. Any may follow a layer; only its name says that it belongs to it,
     * and the model computes the same either way.
     */
    private Convolution endConvolution(String y, int channels) throws IOException {
        List<Node> readers = model.wiring().readersOf(y).stream().filter(node -> !node.is("Shape")).toList();
        if (readers.size() != 1 || !readers.getFirst().is("Conv")
                || model.graph().outputs().stream().anyMatch(output -> output.name().equals(y))) {
            return null;
        }
        try {
            Convolution end = Convolution.read(model, constants, readers.getFirst());
            boolean named = end.weightName().endsWith(END_WEIGHT) || end.node().name().contains("/end_conv/");
            return named && end.inputs() == channels ? end : null;
        } catch (NotALayerException another) {
            return null;
        }
    }

    private String name(Candidate candidate, String y) {
        String weight = candidate.offset().weightName();
        String node = candidate.sampler().name();
        String name = "";
        if (weight.endsWith("." + WEIGHT)) {
            name = weight.substring(0, weight.length() - WEIGHT.length() - 1);
        } else if (!weight.equals(WEIGHT) && node.startsWith("/") && node.lastIndexOf('/') > 0) {
            name = node.substring(1, node.lastIndexOf('/')).replace('/', '.');
        }
        name = Printable.of(name.isEmpty() ? y : name);
        while (!names.add(name)) {
            name = names.contains(Printable.of(y)) ? name + "'" : Printable.of(y);
        }
        return name;
    }

    /** The layers in the order of the graph. */
    public List<OnnxLayer> layers() {
        return List.copyOf(layers);
    }

    /** The samplers that are not layers. */
    public List<OtherSampler> others() {
        return List.copyOf(others);
    }
}
