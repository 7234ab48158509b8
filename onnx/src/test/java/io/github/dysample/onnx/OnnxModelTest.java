package io.github.dysample.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.io.FileFormatException;
import io.github.dysample.onnx.internal.graph.Attribute;
import io.github.dysample.onnx.internal.graph.Graph;
import io.github.dysample.onnx.internal.graph.GraphEdit;
import io.github.dysample.onnx.internal.graph.Model;
import io.github.dysample.onnx.internal.wire.Slice;
import io.github.dysample.onnx.internal.wire.WireWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxModelTest {
    @Test
    void modelsOfTestdataComeBackByteForByte() throws IOException {
        for (Path file : TestModels.in("peers")) {
            byte[] bytes = Files.readAllBytes(file);
            assertArrayEquals(bytes, new GraphEdit().apply(Model.read(file.toString(), bytes)), file.toString());
        }
    }

    @Test
    void readsTheOpset() throws IOException {
        for (Path file : TestModels.in("peers")) {
            assertEquals(16, OnnxModel.read(file).opset());
        }
    }

    @Test
    void saysWhatIsWrongWithAFile(@TempDir Path folder) throws IOException {
        assertRefused("no graph in it", new byte[0]);
        assertRefused("field 1 has a length of 5 bytes, 1 are left", new byte[] {10, 5, 0});
        assertRefused("ends within a number", new byte[] {8, -1});
        assertRefused("more than 64 bits", new byte[] {8, -1, -1, -1, -1, -1, -1, -1, -1, -1, 2});
        assertRefused("wire type 3", new byte[] {11});
        assertRefused("field number 0", new byte[] {0});
        assertRefused("two graphs", new byte[] {58, 0, 58, 0});
        assertRefused("not UTF-8", model(new WireWriter().bytes(4, new byte[] {-1})));
        assertRefused("two initializers", graph(initializer("w", 1), initializer("w", 1)));
        assertRefused("negative dimension", graph(initializer("w", -1)));
        assertRefused("two things make the tensor \"y\"", model(node("x", "y"), node("x", "y")));
        assertRefused("form a cycle", model(node("a", "b"), node("b", "a")));
        assertRefused("form a cycle", model(node("a", "a")));
        assertRefused("two attributes", model(node("x", "y").message(5, new WireWriter().text(1, "a"))
                .message(5, new WireWriter().text(1, "a"))));
        assertTrue(assertThrows(IOException.class, () -> OnnxModel.read(folder)).getMessage()
                .contains("not a regular file"));
    }

    @Test
    void graphsMayBeNestedSixtyFourDeep() throws FileFormatException {
        OnnxModel.read("fine", graph(nested(64)));
        assertRefused("nested more than 64 deep", graph(nested(65)));
    }

    @Test
    void nodesNeedNotBeInOrder() throws FileFormatException {
        OnnxModel.read("fine", model(node("b", "c"), node("a", "b")));
    }

    @Test
    void anEmptyListIsStillOne() throws FileFormatException {
        WireWriter empty = new WireWriter().text(1, "axes").number(20, 7);
        Model model = Model.read("fine", model(node("a", "b").message(5, empty)));
        Attribute axes = model.graph().nodes().getFirst().attributes().get("axes");
        assertEquals(0, ((Attribute.Ints) axes).values().length);
    }

    private static WireWriter nested(int depth) {
        WireWriter inner = new WireWriter();
        for (int i = 0; i < depth; i++) {
            inner = new WireWriter().message(Graph.NODE,
                    new WireWriter().text(4, "If").message(5, new WireWriter().text(1, "body").message(6, inner)));
        }
        return inner;
    }

    private static WireWriter node(String input, String output) {
        return new WireWriter().text(1, input).text(2, output).text(4, "Relu");
    }

    private static WireWriter initializer(String name, long dimension) {
        return new WireWriter().message(Graph.INITIALIZER, new WireWriter().number(1, dimension).text(8, name));
    }

    private static byte[] model(WireWriter... nodes) {
        WireWriter graph = new WireWriter();
        for (WireWriter node : nodes) {
            graph.message(Graph.NODE, node);
        }
        return graph(graph);
    }

    private static byte[] graph(WireWriter... parts) {
        WireWriter graph = new WireWriter();
        for (WireWriter part : parts) {
            graph.copy(Slice.of(part.toBytes()));
        }
        return new WireWriter().message(Model.GRAPH, graph).toBytes();
    }

    private static void assertRefused(String reason, byte[] bytes) {
        FileFormatException refusal =
                assertThrows(FileFormatException.class, () -> OnnxModel.read("memory", bytes));
        assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
    }
}
