package io.github.dysample.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.onnx.internal.graph.Graph;
import io.github.dysample.onnx.internal.graph.GraphEdit;
import io.github.dysample.onnx.internal.graph.Model;
import io.github.dysample.onnx.internal.graph.Node;
import io.github.dysample.onnx.internal.graph.StoredTensor;
import io.github.dysample.onnx.internal.wire.WireReader;
import io.github.dysample.onnx.internal.wire.WireWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Models of testdata with a small change, as tools make them, are judged as they were. */
class ChangedModelsTest {
    private static final Verdict RIGHT = new Verdict.Right();

    private static Model read(String name) throws IOException {
        return Model.read(name, Files.readAllBytes(TestModels.TESTDATA.resolve("onnx-layers/" + name + ".onnx")));
    }

    private static Node first(Model model, String operator) {
        return model.graph().nodes().stream().filter(node -> node.is(operator)).findFirst().orElseThrow();
    }

    private static OnnxLayer only(byte[] bytes) throws IOException {
        OnnxModel model = OnnxModel.read("changed", bytes);
        assertEquals(1, model.layers().size(), model.otherSamplers().toString());
        return model.layers().getFirst();
    }

    /** A node with other inputs and outputs. */
    private static byte[] rewired(Node node, List<String> inputs, String output) throws IOException {
        WireWriter changed = new WireWriter();
        inputs.forEach(input -> changed.text(1, input));
        changed.text(2, output);
        WireReader field = new WireReader("node", node.field());
        field.next();
        WireReader reader = new WireReader("node", field.bytes());
        while (reader.next()) {
            if (reader.field() > 2) {
                changed.copy(reader.whole());
            }
        }
        return changed.toBytes();
    }

    @Test
    void weightsMayBeConstantNodesOrBehindIdentity() throws IOException {
        Model model = read("lp-dynamic-scripted");
        Node convolution = first(model, "Conv");
        List<byte[]> nodes = new ArrayList<>();
        GraphEdit edit = new GraphEdit();
        for (String name : List.of("offset.weight", "offset.bias", "scope.weight")) {
            StoredTensor tensor = model.graph().initializers().get(name);
            edit.removeInitializer(name);
            nodes.add(new WireWriter()
                    .text(2, name + "/same")
                    .text(4, "Constant")
                    .message(5, new WireWriter().text(1, "value").message(5, new WireWriter().copy(tensor.message())))
                    .toBytes());
            nodes.add(new WireWriter().text(1, name + "/same").text(2, name).text(4, "Identity").toBytes());
        }
        nodes.add(rewired(convolution, convolution.inputs(), convolution.output()));
        OnnxLayer layer = only(edit.replace(convolution, nodes).apply(model));
        assertEquals(RIGHT, layer.verdict());
        assertTrue(layer.weights().config().dynamicScope());
    }

    @Test
    void initializersMayBeInputsToo() throws IOException {
        Model model = read("pl-static-scripted");
        WireWriter graph = new WireWriter().copy(model.graph().message());
        for (String name : model.graph().initializers().keySet()) {
            graph.message(Graph.INPUT, new WireWriter().text(1, name));
        }
        byte[] bytes = new WireWriter()
                .number(1, 3)
                .message(Model.OPSET, new WireWriter().number(2, 16))
                .message(Model.GRAPH, graph)
                .toBytes();
        assertEquals(RIGHT, only(bytes).verdict());
    }

    @Test
    void aConvolutionMayHaveNoBias() throws IOException {
        Model model = read("pl-static-scripted");
        Node convolution = first(model, "Conv");
        OnnxLayer layer = only(new GraphEdit()
                .replace(convolution, List.of(rewired(
                        convolution, convolution.inputs().subList(0, 2), convolution.output())))
                .removeInitializer("offset.bias")
                .apply(model));
        assertEquals(RIGHT, layer.verdict());
        assertNull(layer.weights().offsetBias());
    }

    /** With one group the Reshapes around the sampler do nothing, and optimisers take them out. */
    @Test
    void oneGroupNeedsNoReshape() throws IOException {
        Model model = read("pl-scale-4");
        Node sampler = first(model, "GridSample");
        Node reshape = model.wiring().readersOf(sampler.output()).getFirst();
        OnnxLayer layer = only(new GraphEdit()
                .replace(sampler, List.of(rewired(sampler, List.of("x", sampler.input(1)), reshape.output())))
                .replace(reshape, List.of())
                .apply(model));
        assertEquals(RIGHT, layer.verdict());
        assertEquals("x", layer.x());
        assertEquals("y", layer.y());
    }

    @Test
    void aConvolutionAfterALayerIsItsOwnOnlyByName() throws IOException {
        Model model = read("end-conv");
        assertTrue(only(model.message().array()).weights().config().hasEndConv());
        Node convolution = model.graph().nodes().stream()
                .filter(node -> node.input(1).equals("end_conv.weight")).findFirst().orElseThrow();
        byte[] renamed = new WireWriter()
                .text(1, convolution.input(0))
                .text(1, "head.weight")
                .text(2, convolution.output())
                .text(4, "Conv")
                .toBytes();
        WireWriter weight = new WireWriter();
        WireReader reader = new WireReader("weight", model.graph().initializers().get("end_conv.weight").message());
        while (reader.next()) {
            if (reader.field() != 8) {
                weight.copy(reader.whole());
            }
        }
        OnnxLayer layer = only(new GraphEdit()
                .replace(convolution, List.of(renamed))
                .removeInitializer("end_conv.weight")
                .addInitializer("head.weight", weight.text(8, "head.weight").toBytes())
                .apply(model));
        assertEquals(RIGHT, layer.verdict());
        assertEquals(0, layer.weights().config().endConvOutputs());
    }

    @Test
    void samplersOfAnotherDomainAreNotOnnxs() throws IOException {
        Model model = read("lp-static-scripted");
        Node sampler = first(model, "GridSample");
        byte[] foreign = new WireWriter()
                .text(1, sampler.input(0)).text(1, sampler.input(1)).text(2, sampler.output())
                .text(4, "GridSample").text(7, "com.microsoft")
                .toBytes();
        OnnxModel changed =
                OnnxModel.read("changed", new GraphEdit().replace(sampler, List.of(foreign)).apply(model));
        assertTrue(changed.layers().isEmpty());
        assertTrue(changed.otherSamplers().getFirst().reason().contains("domain com.microsoft"));
    }
}
