package io.github.dysample.onnx;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import java.util.Random;

/** Layers whose offsets reach about a pixel, and inputs for them. */
final class LayerSamples {
    private LayerSamples() {}

    static DySampleWeights of(DySampleConfig config, long seed) {
        Random random = new Random(seed);
        int outputs = config.convOutputs();
        int count = outputs * config.convInputs();
        double spread = 2 / Math.sqrt(config.convInputs());
        return new DySampleWeights(
                config,
                normal(random, count, spread),
                normal(random, outputs, 0.1),
                config.dynamicScope() ? normal(random, count, spread) : null,
                null);
    }

    /** The same layer with all that a layer can have besides. */
    static DySampleWeights withEverything(DySampleWeights weights) {
        Random random = new Random(9);
        DySampleConfig config = weights.config();
        return new DySampleWeights(config, weights.offsetWeight(), weights.offsetBias(), weights.scopeWeight(),
                config.dynamicScope() ? normal(random, config.convOutputs(), 0.3) : null)
                .withInitialPositions(normal(random, config.offsetChannels(), 0.5))
                .withEndConv(3, normal(random, 3 * config.channels(), 0.1), normal(random, 3, 1));
    }

    static Tensor input(Random random, int batch, int channels, int height, int width) {
        return Tensor.of(normal(random, batch * channels * height * width, 1), batch, channels, height, width);
    }

    private static float[] normal(Random random, int count, double spread) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextGaussian() * spread);
        }
        return values;
    }
}
