package io.github.dysample.onnxruntime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.github.dysample.DySample;
import io.github.dysample.Tensor;
import io.github.dysample.onnx.OnnxForm;
import io.github.dysample.onnx.OnnxLayer;
import io.github.dysample.onnx.OnnxModel;
import io.github.dysample.onnx.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The models of testdata, their layers replaced by nodes of the operator. */
class MendedModelsTest {
    private static final Path FOLDER = Path.of("../testdata/onnx-layers");

    /** Of the examples that the models were exported with, where batch and size are free. */
    private static final int[] EXPORTED = {2, 5, 6};

    /** What the original, in float32 from end to end, may be off. */
    private static final float NEAR = 1e-4f;

    static List<Path> withLayers() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".onnx"))
                    .filter(file -> !layers(file).isEmpty())
                    .sorted()
                    .toList();
        }
    }

    /** Those that are a layer and nothing else. */
    static List<Path> layersAlone() throws IOException {
        return withLayers().stream().filter(file -> {
            OnnxLayer first = layers(file).getFirst();
            return first.x().equals("x") && first.y().equals("y");
        }).toList();
    }

    /** Those that computed their layers, at the size of their export at least. */
    static List<Path> onceRight() throws IOException {
        return withLayers().stream()
                .filter(file -> layers(file).stream().noneMatch(
                        layer -> layer.verdict() instanceof Verdict.WrongUnshuffle))
                .toList();
    }

    private static List<OnnxLayer> layers(Path file) {
        try {
            return OnnxModel.read(file).layers();
        } catch (IOException unreadable) {
            throw new AssertionError(file.toString(), unreadable);
        }
    }

    @ParameterizedTest
    @MethodSource("layersAlone")
    void bitsOfTheLayer(Path file) throws IOException, OrtException {
        DySample layer = DySample.of(layers(file).getFirst().weights());
        try (OrtSession session = Networks.open(OnnxModel.read(file).mended(OnnxForm.OPERATOR))) {
            for (int[] size : List.of(EXPORTED, new int[] {1, 7, 4}, new int[] {3, 1, 1})) {
                Tensor x = input(session, size);
                assertEquals(layer.forward(x), Networks.run(session, x));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("onceRight")
    void whatTheModelComputedBefore(Path file) throws IOException, OrtException {
        try (OrtSession before = Networks.open(Files.readAllBytes(file));
                OrtSession after = Networks.open(OnnxModel.read(file).mended(OnnxForm.OPERATOR))) {
            Tensor x = input(before, EXPORTED);
            Tensor expected = Networks.run(before, x);
            Tensor actual = Networks.run(after, x);
            assertEquals(expected.shapeString(), actual.shapeString());
            assertArrayEquals(expected.data(), actual.data(), NEAR);
        }
    }

    @Test
    void thereAreManyModels() throws IOException {
        assertTrue(layersAlone().size() >= 30, layersAlone().size() + " layers alone");
        assertTrue(onceRight().size() > layersAlone().size() - 3, onceRight().size() + " once right");
    }

    /** A map for x: of the model's size, where it has one, else of this batch, height and width. */
    private static Tensor input(OrtSession session, int[] size) throws OrtException {
        long[] shape = ((TensorInfo) session.getInputInfo().get("x").getInfo()).getShape();
        int batch = shape[0] < 0 ? size[0] : (int) shape[0];
        int height = shape[2] < 0 ? size[1] : (int) shape[2];
        int width = shape[3] < 0 ? size[2] : (int) shape[3];
        return TestLayers.map(batch, (int) shape[1], height, width, 8);
    }
}
