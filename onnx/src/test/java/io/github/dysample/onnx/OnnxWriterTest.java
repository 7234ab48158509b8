package io.github.dysample.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.onnx.internal.graph.ExternalFiles;
import io.github.dysample.onnx.internal.graph.Graph;
import io.github.dysample.onnx.internal.graph.Model;
import io.github.dysample.onnx.internal.graph.Node;
import io.github.dysample.onnx.internal.graph.TensorElements;
import io.github.dysample.onnx.internal.graph.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxWriterTest {
    private static final DySampleWeights LAYER =
            LayerSamples.withEverything(LayerSamples.of(new DySampleConfig(8, 2, 2, Style.PL, true), 4));

    @Test
    void nodesComeAfterThoseTheyNeed() throws IOException {
        for (OnnxForm form : OnnxForm.values()) {
            Graph graph = read(OnnxWriter.of(LAYER, 17).as(form)).graph();
            Set<String> made = new HashSet<>(graph.initializers().keySet());
            made.add("x");
            for (Node node : graph.nodes()) {
                assertTrue(made.containsAll(node.inputs()), node + " needs " + node.inputs());
                made.addAll(node.outputs());
            }
            assertTrue(made.contains("y"));
        }
    }

    @Test
    void batchHeightAndWidthAreFree() throws IOException {
        Graph graph = read(OnnxWriter.of(LAYER, 16)).graph();
        assertArrayEquals(new long[] {Value.FREE, 8, Value.FREE, Value.FREE}, graph.inputs().getFirst().dims());
        assertArrayEquals(new long[] {Value.FREE, 3, Value.FREE, Value.FREE}, graph.outputs().getFirst().dims());
    }

    @Test
    void weightsAreThoseOfTheStateDict() throws IOException {
        Model model = read(OnnxWriter.of(LAYER, 16));
        TensorElements elements = new TensorElements("memory", ExternalFiles.none("memory"));
        assertArrayEquals(LAYER.offsetWeight(), elements.floats(model.graph().initializers().get("offset.weight")));
        assertArrayEquals(LAYER.initialPositions(), elements.floats(model.graph().initializers().get("init_pos")));
        assertArrayEquals(LAYER.endConvBias(), elements.floats(model.graph().initializers().get("end_conv.bias")));
    }

    @Test
    void gridSampleHasTheModeOfItsOpset() throws IOException {
        for (int opset = OnnxWriter.FIRST_OPSET; opset <= OnnxWriter.LAST_OPSET; opset++) {
            Model model = read(OnnxWriter.of(LAYER, opset));
            assertEquals(opset, model.opset());
            Node sampler = sampler(model);
            assertEquals(opset < 20 ? "bilinear" : "linear", sampler.text("mode", ""));
            assertEquals("zeros", sampler.text("padding_mode", ""));
            assertEquals("border",
                    sampler(read(OnnxWriter.of(LAYER, opset).as(OnnxForm.PLAIN))).text("padding_mode", ""));
        }
    }

    @Test
    void ourOperatorIsOneNode() throws IOException {
        Model model = read(OnnxWriter.of(LAYER, 18).as(OnnxForm.OPERATOR));
        assertEquals(1, model.opsets().get("io.github.dysample"));
        Node node = model.graph().nodes().getFirst();
        assertEquals(1, model.graph().nodes().size());
        assertEquals("io.github.dysample:DySample", node.qualifiedOperator());
        assertEquals(List.of("x", "offset.weight", "offset.bias", "scope.weight", "scope.bias", "init_pos",
                "end_conv.weight", "end_conv.bias"), node.inputs());
        assertEquals(2, node.integer("scale", 0));
        assertEquals(2, node.integer("groups", 0));
        assertEquals("pl", node.text("style", ""));
    }

    @Test
    void inputsThatAreLeftOutAreEmptyAndNoneIsAtTheEnd() throws IOException {
        DySampleWeights plain = LayerSamples.of(new DySampleConfig(8, 2, 2, Style.LP, false), 4);
        Node node = read(OnnxWriter.of(plain, 16).as(OnnxForm.OPERATOR)).graph().nodes().getFirst();
        assertEquals(List.of("x", "offset.weight", "offset.bias", "", "", "init_pos"), node.inputs());
    }

    @Test
    void otherOpsetsAreRefused() {
        for (int opset : new int[] {15, 23}) {
            String message = assertThrows(IllegalArgumentException.class, () -> OnnxWriter.of(LAYER, opset))
                    .getMessage();
            assertTrue(message.contains("opset is " + opset + ", must be 16"), message);
        }
    }

    @Test
    void aFileIsReplacedByTheCompleteOne(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("layer.onnx");
        Files.writeString(file, "old");
        OnnxWriter writer = OnnxWriter.of(LAYER, 16);
        writer.write(file);
        assertArrayEquals(writer.toBytes(), Files.readAllBytes(file));
    }

    private static Node sampler(Model model) {
        return model.graph().nodes().stream().filter(node -> node.is("GridSample")).findFirst().orElseThrow();
    }

    private static Model read(OnnxWriter writer) throws IOException {
        return Model.read("memory", writer.toBytes());
    }
}
