package io.github.dysample.onnx.internal.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.io.NdArray;
import io.github.dysample.io.Npy;
import io.github.dysample.onnx.internal.graph.ExternalFiles;
import io.github.dysample.onnx.internal.graph.Graph;
import io.github.dysample.onnx.internal.graph.Model;
import io.github.dysample.onnx.internal.graph.TensorElements;
import io.github.dysample.onnx.internal.wire.WireWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.jr.ob.JSON;

/** The ONNX project's own tests of the operators on maps, as far as the interpreter has their modes. */
class OnnxNodeTest {
    private static final Path FOLDER = Path.of("..", "testdata", "onnx");

    static List<Path> cases() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders.filter(OnnxNodeTest::isSupported).sorted().toList();
        }
    }

    private static Map<String, Object> record(Path folder) {
        try {
            return JSON.std.mapFrom(Files.readString(folder.resolve("node.json")));
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private static boolean isSupported(Path folder) {
        Map<String, Object> node = record(folder);
        if (!node.get("operator").equals("GridSample")) {
            return true;
        }
        return List.of("bilinear", "linear").contains(node.getOrDefault("mode", "bilinear"))
                && List.of("zeros", "border").contains(node.getOrDefault("padding_mode", "zeros"))
                && node.getOrDefault("align_corners", 0).equals(0);
    }

    @Test
    void everyOperatorHasCases() throws IOException {
        List<Object> operators = cases().stream().map(folder -> record(folder).get("operator")).distinct().toList();
        assertTrue(operators.containsAll(List.of("GridSample", "DepthToSpace", "SpaceToDepth")), operators.toString());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void computesWhatOnnxDoes(Path folder) throws IOException, CannotEvaluateException {
        Map<String, Object> record = record(folder);
        WireWriter node = new WireWriter().text(1, "x").text(2, "y").text(4, (String) record.get("operator"));
        WireWriter graph = new WireWriter();
        if (record.get("operator").equals("GridSample")) {
            node.text(1, "grid");
            NdArray grid = Npy.read(folder.resolve("input_1.npy"));
            float[] values = grid.toFloats();
            ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            raw.asFloatBuffer().put(values);
            graph.message(Graph.INITIALIZER, new WireWriter()
                    .packed(1, grid.shape()).number(2, 1).text(8, "grid").bytes(9, raw.array()));
        }
        record.forEach((name, value) -> {
            WireWriter attribute = new WireWriter().text(1, name);
            if (!List.of("operator", "opset", "onnx").contains(name)) {
                node.message(5, value instanceof Integer number
                        ? attribute.number(3, number)
                        : attribute.text(4, (String) value));
            }
        });
        graph.message(Graph.NODE, node);
        Model model = Model.read("case", new WireWriter().message(Model.GRAPH, graph).toBytes());
        Constants constants = new Constants(model, new TensorElements("case", ExternalFiles.none("case")));
        NdArray x = Npy.read(folder.resolve("input_0.npy"));
        NdArray expected = Npy.read(folder.resolve("output_0.npy"));
        Operand actual = Interpreter.evaluate(model, constants, new Work(0), "x",
                Operand.of(x.toFloats(), ints(x.shape())), "y", Map.of());
        assertArrayEquals(ints(expected.shape()), actual.shape());
        assertArrayEquals(expected.toFloats(), actual.floats(), 1e-5f);
    }

    private static int[] ints(long... values) {
        return Arrays.stream(values).mapToInt(value -> (int) value).toArray();
    }
}
