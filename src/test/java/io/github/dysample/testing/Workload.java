package io.github.dysample.testing;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import java.util.SplittableRandom;

/** What the layer is given where it is measured: seeded, so that every engine and every run gets the same. */
public final class Workload {
    private static final long INPUT_SEED = 1;
    private static final long WEIGHTS_SEED = 2;
    private static final double BIAS = 0.1;

    private Workload() {}

    /**
     * Standard normal values.
     *
     * @param shape the shape
     * @return a new tensor (B, C, H, W)
     */
    public static Tensor input(BenchmarkShape shape) {
        return input(shape.batch(), shape.channels(), shape.height(), shape.width());
    }

    /**
     * Standard normal values.
     *
     * @param n batch
     * @param c channels
     * @param h height
     * @param w width
     * @return a new tensor
     */
    public static Tensor input(int n, int c, int h, int w) {
        return Tensor.of(normal(new SplittableRandom(INPUT_SEED), Tensor.elements(n, c, h, w), 1), n, c, h, w);
    }

    /**
     * Weights that behave as trained ones do: out of standard normal inputs the convolutions make values with a
     * standard deviation of about 1, which are offsets of about a quarter of a pixel.
     *
     * @param config the layer
     * @return new weights
     */
    public static DySampleWeights weights(DySampleConfig config) {
        SplittableRandom random = new SplittableRandom(WEIGHTS_SEED);
        int outputs = config.convOutputs();
        int weights = outputs * config.convInputs();
        double deviation = 1 / Math.sqrt(config.convInputs());
        return new DySampleWeights(
                config,
                normal(random, weights, deviation),
                normal(random, outputs, BIAS),
                config.dynamicScope() ? normal(random, weights, deviation) : null,
                null);
    }

    private static float[] normal(SplittableRandom random, int length, double deviation) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return values;
    }
}
