package io.github.dysample.measure;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import java.util.SplittableRandom;

/**
 * What a layer is given where it is measured: seeded, so that every engine, every run and every machine gets the same.
 * Inputs do not depend on the layer.
 *
 * @param weights the layer
 * @param x (B, C, H, W), its input
 */
public record Workload(DySampleWeights weights, Tensor x) {
    private static final long INPUT_SEED = 1;
    private static final long WEIGHTS_SEED = 2;
    private static final double BIAS = 0.1;

    /**
     * {@return a layer's weights and an input}
     *
     * @param shape of the input
     * @param config the layer, of as many channels
     */
    public static Workload of(Shape shape, DySampleConfig config) {
        return new Workload(weights(config), input(shape));
    }

    /**
     * {@return a new tensor (B, C, H, W) of standard normal values}
     *
     * @param shape the shape
     */
    public static Tensor input(Shape shape) {
        float[] values = normal(new SplittableRandom(INPUT_SEED), shape.elements(), 1);
        return Tensor.of(values, shape.n(), shape.c(), shape.h(), shape.w());
    }

    /**
     * {@return new weights that behave as trained ones do} Out of standard normal inputs the convolutions make values
     * with a standard deviation of about 1, which are offsets of about a quarter of a pixel. Offsets of untrained
     * weights hardly move, which is easier than what users have.
     *
     * @param config the layer
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
