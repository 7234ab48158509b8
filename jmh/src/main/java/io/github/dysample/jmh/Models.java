package io.github.dysample.jmh;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.io.Checkpoints;
import io.github.dysample.io.DySampleLayers;
import io.github.dysample.io.LayerOptions;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/** The layers that all engines are measured with: the files of {@code testdata/peers}. */
final class Models {
    private Models() {}

    /** The weights of a layer. */
    static DySampleWeights weights(DySampleConfig config) throws IOException {
        String file = name(config) + ".safetensors";
        LayerOptions options =
                new LayerOptions(config.channels(), config.scale(), config.groups(), config.style());
        return DySampleLayers.read(Checkpoints.read(file, bytes(file)), "", options);
    }

    /** The name of a layer's files, without what comes after the dot. */
    static String name(DySampleConfig config) {
        return config.style().torchName() + (config.dynamicScope() ? "-dynamic-" : "-static-")
                + config.channels() + "-" + config.scale() + "-" + config.groups();
    }

    /** The content of a file. */
    static byte[] bytes(String file) throws IOException {
        try (InputStream in = Models.class.getResourceAsStream("models/" + file)) {
            if (in == null) {
                throw new FileNotFoundException(file + " is not among the models: add its layer to LAYERS of "
                        + "testdata/peers.py, and run testdata/generate.py");
            }
            return in.readAllBytes();
        }
    }
}
