package io.github.dysample.onnxruntime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.dysample.Tensor;
import io.github.dysample.onnx.OnnxModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A whole network that {@code testdata/onnx_networks.py} wrote.
 *
 * @param name such as {@code detector}
 * @param traced as PyTorch traced it: right at one size
 * @param scripted as TorchScript has it: right at every size
 * @param nearest with nearest upsampling in place of the layers
 * @param tracedSize the height and width of its input that it was traced at
 * @param otherSize others that it takes
 */
record RandomNetwork(
        String name, Path traced, Path scripted, Path nearest, int[] tracedSize, int[] otherSize) {
    private static final String TRACED = "-traced.onnx";

    /** All networks of a folder, by their names. */
    static List<RandomNetwork> in(Path folder) throws IOException, OrtException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.toString().endsWith(TRACED)).sorted().toList();
        }
        RandomNetwork[] networks = new RandomNetwork[files.size()];
        for (int i = 0; i < networks.length; i++) {
            networks[i] = of(files.get(i));
        }
        return List.of(networks);
    }

    private static RandomNetwork of(Path traced) throws IOException, OrtException {
        String name = traced.getFileName().toString().replace(TRACED, "");
        try (OrtSession session = Networks.open(Files.readAllBytes(traced))) {
            return new RandomNetwork(name, traced, traced.resolveSibling(name + "-scripted.onnx"),
                    traced.resolveSibling(name + "-nearest.onnx"),
                    size(session, "traced_size"), size(session, "other_size"));
        }
    }

    private static int[] size(OrtSession session, String key) throws OrtException {
        String text = session.getMetadata().getCustomMetadataValue(key).orElseThrow();
        return Arrays.stream(text.split(" ")).mapToInt(Integer::parseInt).toArray();
    }

    OnnxModel model() throws IOException {
        return OnnxModel.read(traced);
    }

    /** A picture of a size. */
    static Tensor input(int[] size) {
        return TestLayers.map(1, 3, size[0], size[1], 9);
    }
}
