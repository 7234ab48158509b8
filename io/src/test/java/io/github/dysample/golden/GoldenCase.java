package io.github.dysample.golden;

import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import io.github.dysample.io.Checkpoints;
import io.github.dysample.io.DySampleLayers;
import io.github.dysample.io.LayerOptions;
import io.github.dysample.io.Npy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One folder of {@code testdata/cases}: an input, a layer, and what PyTorch makes of them.
 *
 * @param name the folder's name
 * @param maxAbsOffset the largest offset in float64, in pixels
 * @param torchMaxError the largest error of PyTorch's float32 output against float64
 * @param x (B, C, H, W)
 * @param weights the layer
 * @param y the same shape as y64, PyTorch's output in float32
 * @param y64 (B, C, sH, sW), the output in float64
 * @param offsets64 (B, 2·g·s², H, W)
 * @param coordinates64 (B, 2·g, sH, sW)
 */
record GoldenCase(
        String name,
        double maxAbsOffset,
        double torchMaxError,
        Tensor x,
        DySampleWeights weights,
        float[] y,
        double[] y64,
        double[] offsets64,
        double[] coordinates64) {

    /** All cases, read anew. */
    static List<GoldenCase> all() throws IOException {
        try (Stream<Path> folders = Files.list(TestData.FOLDER.resolve("cases"))) {
            return folders.sorted().map(GoldenCase::read).toList();
        }
    }

    private static GoldenCase read(Path folder) {
        try {
            Map<String, Object> record = TestData.json(folder.resolve("case.json"));
            return new GoldenCase(
                    (String) record.get("name"),
                    ((Number) record.get("maxAbsOffset")).doubleValue(),
                    ((Number) record.get("torchMaxError")).doubleValue(),
                    Npy.read(folder.resolve("x.npy")).toTensor(),
                    DySampleLayers.read(
                            Checkpoints.read(folder.resolve("weights.safetensors")), "", LayerOptions.NONE),
                    Npy.read(folder.resolve("y.npy")).toFloats(),
                    Npy.read(folder.resolve("y64.npy")).toDoubles(),
                    Npy.read(folder.resolve("offsets64.npy")).toDoubles(),
                    Npy.read(folder.resolve("coordinates64.npy")).toDoubles());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(folder + " cannot be read", unreadable);
        }
    }

    /** Whether the offsets stay within the 4 pixels up to which the stricter rule holds. */
    boolean isLocal() {
        return maxAbsOffset <= 4;
    }

    @Override
    public String toString() {
        return name;
    }
}
