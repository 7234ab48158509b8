package io.github.dysample.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.onnx.internal.graph.Graph;
import io.github.dysample.onnx.internal.graph.GraphEdit;
import io.github.dysample.onnx.internal.graph.Model;
import io.github.dysample.onnx.internal.graph.Node;
import io.github.dysample.onnx.internal.graph.StoredTensor;
import io.github.dysample.onnx.internal.wire.Slice;
import io.github.dysample.onnx.internal.wire.WireWriter;
import io.github.dysample.testing.ReadingRule;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Small models that ask for much memory or time get an answer and little else. */
class HostileModelTest {
    /** 64 million elements of eight bytes, with their indices, and the layer's own maps. */
    private static final ReadingRule JUDGING = new ReadingRule(4096, 1 << 30);

    private static byte[] layer() throws IOException {
        return Files.readAllBytes(TestModels.TESTDATA.resolve("onnx-layers/lp-static-traced.onnx"));
    }

    private static WireWriter node(String operator, String output, String... inputs) {
        WireWriter node = new WireWriter();
        for (String input : inputs) {
            node.text(1, input);
        }
        return node.text(2, output).text(4, operator);
    }

    /** Puts nodes in front of the first reader of a tensor, which reads the last of them. */
    private static byte[] inFrontOf(Model model, Node reader, WireWriter... nodes) throws IOException {
        WireWriter before = new WireWriter();
        for (WireWriter node : nodes) {
            before.message(Graph.NODE, node);
        }
        GraphEdit edit = new GraphEdit();
        edit.replace(reader, List.of());
        byte[] without = edit.apply(model);
        WireWriter more = before.message(Graph.NODE, node(reader.operator(), reader.output(), "bomb", reader.input(1)));
        return withFields(without, more);
    }

    /** The model with more fields in its graph. */
    private static byte[] withFields(byte[] bytes, WireWriter fields) throws IOException {
        Model model = Model.read("model", bytes);
        WireWriter graph = new WireWriter().copy(model.graph().message()).copy(Slice.of(fields.toBytes()));
        return new WireWriter()
                .number(1, 8)
                .message(Model.OPSET, new WireWriter().text(1, "").number(2, 16))
                .message(Model.GRAPH, graph)
                .toBytes();
    }

    private static WireWriter longs(String name, long... values) {
        return new WireWriter().message(Graph.INITIALIZER,
                new WireWriter().number(1, values.length).number(2, 7).packed(7, values).text(8, name));
    }

    private static OnnxModel judged(byte[] bytes) throws IOException {
        OnnxModel model = OnnxModel.read("hostile", bytes);
        assertTimeoutPreemptively(Duration.ofMinutes(2), () ->
                assertFalse(JUDGING.refuses("hostile", bytes.length, model::layers)));
        return model;
    }

    @Test
    void aTensorThatExpandsIsNotMade() throws IOException {
        Model model = Model.read("model", layer());
        Node add = model.graph().nodes().stream().filter(node -> node.is("Add")).findFirst().orElseThrow();
        byte[] bomb = inFrontOf(model, add, node("Expand", "bomb", add.input(0), "huge"));
        bomb = withFields(bomb, longs("huge", 1 << 10, 1 << 10, 1 << 10, 1, 1, 1, 1));
        OnnxModel judged = judged(bomb);
        assertEquals(1, judged.otherSamplers().size());
        assertTrue(judged.otherSamplers().getFirst().reason().contains("too large"),
                judged.otherSamplers().toString());
    }

    @Test
    void emptyTensorsWithLongSidesAreNotWalked() throws IOException {
        Model model = Model.read("model", layer());
        Node add = model.graph().nodes().stream().filter(node -> node.is("Add")).findFirst().orElseThrow();
        byte[] bomb = inFrontOf(model, add, node("Expand", "bomb", add.input(0), "long"));
        bomb = withFields(bomb, longs("long", Integer.MAX_VALUE, 0, 1, 1));
        assertEquals(1, judged(bomb).otherSamplers().size());
    }

    @Test
    void manySamplersOfOneLayerShareTheTime() throws IOException {
        Model model = Model.read("model", layer());
        Node sampler = model.graph().nodes().stream().filter(node -> node.is("GridSample")).findFirst().orElseThrow();
        WireWriter more = new WireWriter();
        for (int i = 0; i < 5_000; i++) {
            more.message(Graph.NODE, node("GridSample", "again" + i, sampler.input(0), sampler.input(1)));
        }
        OnnxModel judged = judged(withFields(layer(), more));
        assertEquals(5_001, judged.layers().size() + judged.otherSamplers().size());
        assertTrue(judged.otherSamplers().getLast().reason().contains("took all the time")
                        || judged.otherSamplers().getLast().reason().contains("computes something else"),
                judged.otherSamplers().getLast().toString());
    }

    @Test
    void aDeepChainIsNotFollowedToItsEnd() throws IOException {
        Model model = Model.read("model", layer());
        Node add = model.graph().nodes().stream().filter(node -> node.is("Add")).findFirst().orElseThrow();
        WireWriter[] chain = new WireWriter[100_000];
        for (int i = 0; i < chain.length; i++) {
            chain[i] = node("Neg", i == chain.length - 1 ? "bomb" : "n" + i, i == 0 ? add.input(0) : "n" + (i - 1));
        }
        OnnxModel judged = judged(inFrontOf(model, add, chain));
        assertTrue(judged.otherSamplers().getFirst().reason().contains("more than 400 nodes"),
                judged.otherSamplers().toString());
    }

    @Test
    void elementsThatAreNotThereAreMissed() throws IOException {
        Model model = Model.read("model", layer());
        StoredTensor weight = model.graph().initializers().get("offset.weight");
        WireWriter cut = new WireWriter().packed(1, weight.dims()).number(2, 1).text(8, "offset.weight")
                .bytes(9, new byte[4]);
        byte[] bytes = new GraphEdit()
                .removeInitializer("offset.weight")
                .addInitializer("offset.weight", cut.toBytes())
                .apply(model);
        assertTrue(JUDGING.refuses("cut", bytes.length, () -> OnnxModel.read("cut", bytes).layers()));
    }
}
