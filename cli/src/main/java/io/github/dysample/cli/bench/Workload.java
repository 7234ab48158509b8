package io.github.dysample.cli.bench;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import java.util.Random;

/**
 * A layer's weights and input, the same on every machine. Inputs are drawn from N(0, 1), and weights so that the
 * convolution's results are too: the offsets then vary by about a quarter pixel, as those of trained layers do.
 * Untrained ones hardly move, which is easier than what a user has.
 *
 * @param weights the layer
 * @param x (B, C, H, W), its input
 */
record Workload(DySampleWeights weights, Tensor x) {
    private static final long SEED = 0;
    private static final int OUTPUTS_HELD = 2; // the one that is compared, and the one that is measured
    private static final int WEIGHTS_HELD = 4; // these, and those of each layer, which may hold a packed copy

    static Workload of(Shape shape, DySampleConfig config) {
        Random random = new Random(SEED);
        int outputs = config.convOutputs();
        int parameters = outputs * config.convInputs();
        double spread = 1 / Math.sqrt(config.convInputs());
        float[] offset = normal(random, parameters, spread);
        float[] scope = config.dynamicScope() ? normal(random, parameters, spread) : null;
        DySampleWeights weights = new DySampleWeights(config, offset, new float[outputs], scope, null);
        float[] x = normal(random, (int) shape.elements(), 1);
        return new Workload(weights, Tensor.of(x, shape.n(), shape.c(), shape.h(), shape.w()));
    }

    private static float[] normal(Random random, int count, double spread) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (spread * random.nextGaussian());
        }
        return values;
    }

    /** {@return a tensor for the output (B, C, sH, sW)} */
    Tensor newOutput() {
        int s = weights.config().scale();
        return Tensor.zeros(x.n(), x.c(), s * x.h(), s * x.w());
    }

    /**
     * Refuses a shape whose tensors this JVM cannot hold, before time is spent on the shapes before it.
     *
     * @param most the bytes there are for tensors
     * @throws IllegalArgumentException with the numbers
     */
    static void check(Shape shape, DySampleConfig config, long most) {
        int s = config.scale();
        double outputs = (double) shape.elements() * s * s;
        double offsets = (double) shape.n() * config.offsetChannels() * shape.h() * shape.w();
        if (Math.max(outputs, offsets) > Tensor.MAX_ELEMENTS) {
            throw new IllegalArgumentException("shape " + shape + " with scale " + s + " makes more than the "
                    + Tensor.MAX_ELEMENTS + " elements a Java array holds");
        }
        int branches = config.dynamicScope() ? 2 : 1;
        double parameters = (double) branches * config.convOutputs() * config.convInputs();
        long needed = (long) (Float.BYTES
                * (shape.elements() + OUTPUTS_HELD * outputs + branches * offsets + WEIGHTS_HELD * parameters));
        if (needed > most) {
            throw new IllegalArgumentException("shape " + shape + " with scale " + s + " needs " + (needed >> 20)
                    + " MiB, this JVM may use " + (most >> 20));
        }
    }
}
