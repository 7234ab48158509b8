package io.github.dysample.spark;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.io.Checkpoints;
import io.github.dysample.io.DySampleLayers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Layers with random weights that move the points by a pixel or two. */
final class TestLayers {
    private TestLayers() {}

    static DySampleWeights weights(int channels, int groups, long seed) {
        DySampleConfig config = new DySampleConfig(channels, 2, groups, Style.LP, true);
        SplittableRandom random = new SplittableRandom(seed);
        int outputs = config.convOutputs();
        int weights = outputs * config.convInputs();
        return new DySampleWeights(config, floats(random, weights), floats(random, outputs), floats(random, weights),
                null);
    }

    /** {@return a new file with the layer under the prefix {@code up.}} */
    static String file(Path folder, String name, DySampleWeights weights) {
        Path file = folder.resolve(name);
        try {
            Checkpoints.write(file, DySampleLayers.toStateDict("up", weights));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return file.toString();
    }

    static float[] floats(SplittableRandom random, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = random.nextFloat(-1, 1);
        }
        return values;
    }
}
