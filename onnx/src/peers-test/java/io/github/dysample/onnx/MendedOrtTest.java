package io.github.dysample.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.DySample;
import io.github.dysample.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was right stays right in ONNX Runtime, and what was wrong becomes right. */
class MendedOrtTest {
    private static final float SAME = 1e-5f;
    private static final List<int[]> SIZES = List.of(new int[] {1, 5, 6}, new int[] {2, 7, 4});

    /** Those that are a layer and nothing else. */
    static Stream<Path> layers() throws IOException {
        return TestModels.in("onnx-layers").stream().filter(file -> {
            try {
                List<OnnxLayer> layers = OnnxModel.read(file).layers();
                return layers.size() == 1 && layers.getFirst().x().equals("x") && layers.getFirst().y().equals("y");
            } catch (IOException unreadable) {
                throw new IllegalStateException(unreadable);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("layers")
    void mendedIsTheLayer(Path file) throws Exception {
        OnnxModel model = OnnxModel.read(file);
        OnnxLayer layer = model.layers().getFirst();
        DySample expected = DySample.of(layer.weights());
        boolean free = layer.reason().contains("every size") || !layer.isRight();
        Random random = new Random(6);
        for (OnnxForm form : List.of(OnnxForm.FAST, OnnxForm.PLAIN)) {
            byte[] mended = model.mended(form);
            for (int[] size : free ? SIZES : List.of(new int[] {2, 5, 6})) {
                Tensor x = LayerSamples.input(random, size[0], expected.config().channels(), size[1], size[2]);
                assertNear(expected.forward(x), run(mended, x));
            }
        }
    }

    /** Two layers and what stands between them: wrong at other sizes before, the same as layer by layer after. */
    @ParameterizedTest
    @MethodSource("sizes")
    void aNetworkOfTwoLayersStaysWhatItWasAndBecomesFree(int[] size) throws Exception {
        Path file = TestModels.TESTDATA.resolve("onnx-layers/stacked.onnx");
        OnnxModel model = OnnxModel.read(file);
        Tensor x = LayerSamples.input(new Random(7), size[0], 3, size[1], size[2]);
        Tensor fast = run(model.mended(OnnxForm.FAST), x);
        assertNear(run(model.mended(OnnxForm.PLAIN), x), fast);
        float[] before = run(Files.readAllBytes(file), x).data();
        float largest = 0;
        for (int i = 0; i < before.length; i++) {
            largest = Math.max(largest, Math.abs(before[i] - fast.data()[i]));
        }
        boolean atItsSize = size[1] == 5 && size[2] == 6;
        assertTrue(atItsSize ? largest <= 2 * SAME : largest > 0.1, "differs by " + largest);
    }

    static List<int[]> sizes() {
        return SIZES;
    }

    private static Tensor run(byte[] model, Tensor x) throws Exception {
        try (Ort session = new Ort(model)) {
            return session.run(x);
        }
    }

    private static void assertNear(Tensor expected, Tensor actual) {
        assertEquals(expected.shapeString(), actual.shapeString());
        assertArrayEquals(expected.data(), actual.data(), SAME);
    }
}
