package io.github.dysample.cuda.gpu;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import io.github.dysample.testkit.internal.Inputs;
import java.util.SplittableRandom;

/**
 * A layer and an input of any kind: all styles and scales, offsets of a fraction of a pixel to far outside, values that
 * are NaN or infinite.
 *
 * @param weights the layer
 * @param x the input
 */
record Trial(DySampleWeights weights, Tensor x) {
    private static final int MOST_SCALE = 8;

    /** {@return the trial of a number} */
    static Trial of(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        // Scales of no great size are by far the most used.
        int scale = 1 + random.nextInt(random.nextInt(4) == 0 ? MOST_SCALE : 3);
        int groups = 1 + random.nextInt(5);
        Style style = random.nextBoolean() ? Style.LP : Style.PL;
        int perGroup = 1 + random.nextInt(6);
        int channels = groups * perGroup * (style == Style.PL ? scale * scale : 1);
        DySampleConfig config = new DySampleConfig(channels, scale, groups, style, random.nextBoolean());
        double amplitude = Math.pow(10, random.nextDouble(-2, 2)) / Math.sqrt(config.convInputs());
        DySampleWeights weights =
                Inputs.weights(random, config, amplitude, random.nextInt(4) > 0, random.nextBoolean());
        if (random.nextInt(4) == 0) {
            weights = weights.withInitialPositions(Inputs.array(random, config.offsetChannels(), 1));
        }
        if (random.nextInt(4) == 0) {
            weights = Inputs.withEndConv(random, weights, 1 + random.nextInt(9));
        }
        Tensor x = Inputs.values(random, random.nextInt(4) == 0, 1 + random.nextInt(3), channels,
                1 + random.nextInt(20), 1 + random.nextInt(40));
        return new Trial(weights, x);
    }

    @Override
    public String toString() {
        return weights + " on " + x.shapeString();
    }
}
