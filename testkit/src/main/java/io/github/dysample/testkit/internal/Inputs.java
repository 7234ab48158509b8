package io.github.dysample.testkit.internal;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/** Seeded tensors, tame and awkward. */
public final class Inputs {
    private static final float[] SPECIAL = {
        Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -0f, 0f, Float.MIN_VALUE, -1e-40f,
        Float.MIN_NORMAL, Float.MAX_VALUE, -Float.MAX_VALUE, 1e30f, -1e30f
    };

    /** Where coordinate arithmetic goes wrong first: half-way, just below a pixel, past the range of int. */
    private static final float[] SPECIAL_OFFSETS = {
        Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -0f, 0f, 0.5f, -0.5f, 1f, -1f, 2f, -1e-10f, 1e-10f,
        0x1p31f, -0x1p31f, 0x1.fffffep30f, -0x1.fffffep30f, 0x1p32f, 1e30f, -1e30f, 1000f, -1000f, Float.MIN_VALUE,
        -Float.MIN_VALUE, Math.nextDown(1f), Math.nextUp(-1f)
    };

    /** From offsets far under a pixel to offsets past the range of int, and past that of float. */
    private static final double[] AMPLITUDES = {1e-3, 0.1, 1, 1e3, 1e30};

    private Inputs() {}

    /** Standard normal values. */
    public static Tensor tame(SplittableRandom random, int n, int c, int h, int w) {
        return fill(Tensor.zeros(n, c, h, w), random::nextGaussian);
    }

    /** Normal values, of which every third is NaN, infinite, a zero of either sign, subnormal or huge. */
    public static Tensor awkward(SplittableRandom random, int n, int c, int h, int w) {
        return fill(Tensor.zeros(n, c, h, w), () -> mixed(random, 3, SPECIAL, random.nextGaussian()));
    }

    public static Tensor values(SplittableRandom random, boolean awkward, int n, int c, int h, int w) {
        return awkward ? awkward(random, n, c, h, w) : tame(random, n, c, h, w);
    }

    /** Offsets of mostly a few pixels; every third one is special. */
    public static Tensor awkwardOffsets(SplittableRandom random, int n, int c, int h, int w) {
        return fill(Tensor.zeros(n, c, h, w), () -> mixed(random, 3, SPECIAL_OFFSETS, 3 * random.nextGaussian()));
    }

    /** Offsets as far as a trained layer goes: under one pixel, so that neighbours stay neighbours. */
    public static Tensor localOffsets(SplittableRandom random, int n, int c, int h, int w) {
        return fill(Tensor.zeros(n, c, h, w), () -> random.nextDouble(-1, 1));
    }

    /** Normal offsets of a standard deviation in pixels. */
    public static Tensor offsets(SplittableRandom random, double deviation, int n, int c, int h, int w) {
        return fill(Tensor.zeros(n, c, h, w), () -> deviation * random.nextGaussian());
    }

    /**
     * Points of a grid (n, h, w, 2) inside and somewhat outside an input of the given size; half of them are special,
     * or the exact centre or edge of a pixel.
     */
    public static Tensor grid(SplittableRandom random, int n, int h, int w, int size) {
        return fill(Tensor.zeros(n, h, w, 2), () -> switch (random.nextInt(6)) {
            case 0 -> mixed(random, 1, SPECIAL_OFFSETS, 0);
            case 1 -> (random.nextInt(2 * size + 1) - 0.5 * size) / size;
            case 2 -> size == 1 ? 0 : 2.0 * random.nextInt(size) / (size - 1) - 1;
            default -> random.nextDouble(-2.5, 2.5);
        });
    }

    /** Normal weights; a static scope has no bias, whatever {@code scopeBias} is. */
    public static DySampleWeights weights(
            SplittableRandom random, DySampleConfig config, double amplitude, boolean bias, boolean scopeBias) {
        int outputs = config.convOutputs();
        int weights = outputs * config.convInputs();
        return new DySampleWeights(
                config,
                array(random, weights, amplitude),
                bias ? array(random, outputs, amplitude) : null,
                config.dynamicScope() ? array(random, weights, amplitude) : null,
                config.dynamicScope() && scopeBias ? array(random, outputs, amplitude) : null);
    }

    /** The same layer with an {@code end_conv} of normal weights, every other one with a bias. */
    public static DySampleWeights withEndConv(SplittableRandom random, DySampleWeights weights, int outputs) {
        return weights.withEndConv(outputs, array(random, outputs * weights.config().channels(), 1),
                random.nextBoolean() ? array(random, outputs, 1) : null);
    }

    /** Normal values; the amplitude is their standard deviation. */
    public static float[] array(SplittableRandom random, int length, double amplitude) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) (amplitude * random.nextGaussian());
        }
        return values;
    }

    /** A tensor of one value, to see that every element is written over. */
    public static Tensor filled(float value, int n, int c, int h, int w) {
        Tensor tensor = Tensor.zeros(n, c, h, w);
        Arrays.fill(tensor.data(), value);
        return tensor;
    }

    private static double mixed(SplittableRandom random, int oneIn, float[] special, double ordinary) {
        return random.nextInt(oneIn) == 0 ? special[random.nextInt(special.length)] : ordinary;
    }

    private static Tensor fill(Tensor tensor, DoubleSupplier value) {
        for (int i = 0; i < tensor.data().length; i++) {
            tensor.data()[i] = (float) value.getAsDouble();
        }
        return tensor;
    }

    /** A layer with any scale to 4, groups, reach of its offsets, biases, initial positions and {@code end_conv}. */
    public static DySampleWeights layer(SplittableRandom random, Style style, boolean dynamic) {
        int scale = 1 + random.nextInt(4);
        int groups = 1 + random.nextInt(3);
        int channels = groups * (style == Style.PL ? scale * scale : 1) * (1 + random.nextInt(2));
        DySampleConfig config = new DySampleConfig(channels, scale, groups, style, dynamic);
        double amplitude = AMPLITUDES[random.nextInt(AMPLITUDES.length)];
        boolean bias = random.nextInt(4) > 0;
        DySampleWeights weights = weights(random, config, amplitude, bias, random.nextBoolean());
        if (random.nextInt(4) == 0) {
            weights = weights.withInitialPositions(array(random, config.offsetChannels(), amplitude));
        }
        return random.nextInt(3) == 0 ? withEndConv(random, weights, 1 + random.nextInt(9)) : weights;
    }
}
