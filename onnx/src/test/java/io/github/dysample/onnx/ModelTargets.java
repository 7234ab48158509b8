package io.github.dysample.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.dysample.io.FileFormatException;
import io.github.dysample.onnx.internal.graph.GraphEdit;
import io.github.dysample.onnx.internal.graph.Model;
import io.github.dysample.onnx.internal.wire.Slice;
import io.github.dysample.onnx.internal.wire.WireReader;
import io.github.dysample.onnx.internal.wire.WireWriter;
import io.github.dysample.testing.FuzzTarget;
import io.github.dysample.testing.ReadingRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reading and judging models as targets of a fuzzer: whole files, then graphs, of which a model is made. */
final class ModelTargets implements FuzzTarget.Source {
    private static final List<String> WORDS = List.of("GridSample", "DepthToSpace", "SpaceToDepth", "Reshape", "Shape",
            "Conv", "Concat", "Gather", "Slice", "Split", "Expand", "Where", "Range", "Cast", "Clip", "Squeeze",
            "Unsqueeze", "Transpose", "ConstantOfShape", "Constant", "Identity", "If", "border", "bilinear", "CRD",
            "axis", "axes", "perm", "to", "start", "end", "value", "x", "y", "\b\uffff\uffff\u0001");

    @Override
    public List<FuzzTarget> targets() throws IOException {
        List<byte[]> models = seeds();
        List<byte[]> graphs = new ArrayList<>();
        for (byte[] model : models) {
            graphs.add(graphOf(model));
        }
        return List.of(
                new FuzzTarget("onnx", models, WORDS, bytes -> takes("fuzzed", bytes)),
                new FuzzTarget("onnx-graph", graphs, WORDS, bytes -> takes("fuzzed", modelOf(bytes))));
    }

    /** Those of the models that a fuzzer has the patience for. */
    static List<byte[]> seeds() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        for (Path file : TestModels.in("onnx-layers")) {
            seeds.add(Files.readAllBytes(file));
        }
        return seeds;
    }

    private static byte[] graphOf(byte[] model) throws FileFormatException {
        Slice graph = Model.read("seed", model).graph().message();
        return new WireWriter().copy(graph).toBytes();
    }

    private static byte[] modelOf(byte... graph) {
        return new WireWriter()
                .number(1, 8)
                .bytes(Model.GRAPH, graph)
                .message(Model.OPSET, new WireWriter().text(1, "").number(2, 18))
                .toBytes();
    }

    /** Reads a model, whatever it is, writes it back and has it judged; false if it is refused. */
    static boolean takes(String name, byte[] bytes) throws IOException {
        OnnxModel[] read = new OnnxModel[1];
        if (ReadingRule.DOCUMENTED.refuses(name, bytes.length, () -> read[0] = OnnxModel.read(name, bytes))) {
            return false;
        }
        assertArrayEquals(inOrder(bytes), inOrder(new GraphEdit().apply(Model.read(name, bytes))));
        try {
            for (OnnxLayer layer : read[0].layers()) {
                assertEquals(layer.isRight(), layer.verdict().toString().equals("RIGHT"));
                requirePrintable(layer.name() + layer.reason());
            }
            for (OtherSampler other : read[0].otherSamplers()) {
                requirePrintable(other.name() + other.reason());
            }
        } catch (FileFormatException damaged) {
            ReadingRule.requirePrintable(damaged);
            return false;
        }
        return true;
    }

    private static void requirePrintable(String text) {
        assertFalse(text.codePoints().anyMatch(Character::isISOControl), text);
    }

    /** The fields of a model, for comparison: a length may be spelled in more bytes than it needs. */
    private static byte[] inOrder(byte[] model) throws FileFormatException {
        WireReader reader = new WireReader("compared", Slice.of(model));
        WireWriter fields = new WireWriter();
        while (reader.next()) {
            if (reader.field() == Model.GRAPH) {
                fields.copy(reader.bytes());
            } else {
                fields.copy(reader.whole());
            }
        }
        return fields.toBytes();
    }
}
