package io.github.dysample.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.dysample.DySample;
import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import io.github.dysample.io.AmbiguousLayerException;
import io.github.dysample.io.DySampleLayers;
import io.github.dysample.io.LayerOptions;
import io.github.dysample.io.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written runs in ONNX Runtime and gives what the layer gives. */
class OnnxWriterOrtTest {
    private static final float NEAR = 3e-5f; // largest seen 5.3e-6 up to 24 pixels

    /**
     * For maps over 120 pixels long. GridSample takes each coordinate from -1..1 back to pixels in float32, which
     * rounds it in proportion to the size: largest seen 3.3e-5 at 150 pixels and 4.6e-5 at 400.
     */
    private static final float NEAR_PER_PIXEL = 2.5e-7f;

    private static final List<OnnxForm> STANDARD = List.of(OnnxForm.FAST, OnnxForm.PLAIN);
    private static final List<int[]> SIZES = List.of(new int[] {1, 1, 1}, new int[] {2, 5, 7}, new int[] {3, 13, 9});

    static Stream<Path> cases() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("../testdata/cases"))) {
            // Offsets of thousands of pixels: there the convolution's own rounding is more than a pixel.
            return folders.filter(folder -> !folder.getFileName().toString().startsWith("far-")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void goldenCases(Path folder) throws Exception {
        Tensor x = Npy.read(folder.resolve("x.npy")).toTensor();
        // At scale 1 the arrays do not tell the style, and it makes no difference.
        Style style = folder.getFileName().toString().contains("pl") ? Style.PL : Style.LP;
        DySampleWeights weights = read(folder.resolve("weights.safetensors"), x.c(), style);
        Tensor expected = DySample.of(weights).forward(x);
        for (OnnxForm form : STANDARD) {
            assertNear(expected, OnnxWriter.of(weights, OnnxWriter.FIRST_OPSET).as(form), x);
        }
    }

    private static DySampleWeights read(Path file, int channels, Style otherwise) throws IOException {
        LayerOptions options = LayerOptions.NONE.withChannels(channels);
        try {
            return DySampleLayers.read(file, options);
        } catch (AmbiguousLayerException open) {
            return DySampleLayers.read(file, options.withStyle(otherwise));
        }
    }

    static IntStream opsets() {
        return IntStream.rangeClosed(OnnxWriter.FIRST_OPSET, OnnxWriter.LAST_OPSET);
    }

    @ParameterizedTest
    @MethodSource("opsets")
    void everyOpset(int opset) throws Exception {
        for (DySampleWeights weights : List.of(
                LayerSamples.of(new DySampleConfig(16, 2, 4, Style.LP, true), 1),
                LayerSamples.of(new DySampleConfig(18, 3, 2, Style.PL, false), 2))) {
            check(weights, opset);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyVariant(Style style) throws Exception {
        for (boolean dynamicScope : new boolean[] {false, true}) {
            for (int scale = 1; scale <= 4; scale++) {
                DySampleConfig config = new DySampleConfig(144, scale, 4, style, dynamicScope);
                DySampleWeights weights = LayerSamples.of(config, 3);
                check(weights, OnnxWriter.FIRST_OPSET);
                check(LayerSamples.withEverything(weights), OnnxWriter.FIRST_OPSET);
            }
        }
    }

    private static void check(DySampleWeights weights, int opset) throws Exception {
        Random random = new Random(5);
        DySample layer = DySample.of(weights);
        for (OnnxForm form : STANDARD) {
            for (int[] size : SIZES) {
                Tensor x = LayerSamples.input(random, size[0], weights.config().channels(), size[1], size[2]);
                assertNear(layer.forward(x), OnnxWriter.of(weights, opset).as(form), x);
            }
        }
    }

    private static void assertNear(Tensor expected, OnnxWriter writer, Tensor x) throws Exception {
        try (Ort model = new Ort(writer.toBytes())) {
            Tensor actual = model.run(x);
            assertEquals(expected.shapeString(), actual.shapeString());
            assertArrayEquals(expected.data(), actual.data(), Math.max(NEAR, NEAR_PER_PIXEL * Math.max(x.h(), x.w())));
        }
    }
}
