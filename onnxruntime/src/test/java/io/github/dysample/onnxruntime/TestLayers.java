package io.github.dysample.onnxruntime;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import java.util.Random;
import java.util.stream.Stream;

/** Layers with seeded weights that sample a few pixels away, and maps for them. */
final class TestLayers {
    private TestLayers() {}

    /** One of each kind: styles, scopes, biases, own positions, end_conv, other scales. */
    static Stream<DySampleWeights> all() {
        return Stream.of(
                weights(DySampleConfig.dySample(16)),
                weights(DySampleConfig.dySamplePlus(16)),
                weights(DySampleConfig.dySampleS(32)),
                weights(DySampleConfig.dySampleSPlus(32)),
                weights(new DySampleConfig(6, 3, 2, Style.LP, false)),
                weights(new DySampleConfig(16, 4, 1, Style.PL, true)),
                withoutBiases(weights(new DySampleConfig(5, 1, 5, Style.LP, true))),
                withScopeBias(weights(DySampleConfig.dySamplePlus(8))),
                weights(DySampleConfig.dySample(8)).withInitialPositions(values(32, 0.5, new Random(3))),
                weights(DySampleConfig.dySamplePlus(8)).withEndConv(3, values(24, 1, new Random(4)), null),
                weights(DySampleConfig.dySampleS(32)).withEndConv(
                        5, values(160, 1, new Random(5)), values(5, 1, new Random(6))));
    }

    static DySampleWeights weights(DySampleConfig config) {
        Random random = new Random(config.toString().hashCode());
        int outputs = config.convOutputs();
        int count = outputs * config.convInputs();
        return new DySampleWeights(config, values(count, 2, random), values(outputs, 1, random),
                config.dynamicScope() ? values(count, 1, random) : null, null);
    }

    private static DySampleWeights withoutBiases(DySampleWeights all) {
        return new DySampleWeights(all.config(), all.offsetWeight(), null, all.scopeWeight(), null);
    }

    private static DySampleWeights withScopeBias(DySampleWeights all) {
        return new DySampleWeights(all.config(), all.offsetWeight(), all.offsetBias(), all.scopeWeight(),
                values(all.config().convOutputs(), 1, new Random(7)));
    }

    static Tensor map(int n, int c, int h, int w, long seed) {
        return Tensor.of(values(n * c * h * w, 1, new Random(seed)), n, c, h, w);
    }

    static float[] values(int count, double deviation, Random random) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return values;
    }
}
