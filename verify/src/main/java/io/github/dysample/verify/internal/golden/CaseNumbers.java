package io.github.dysample.verify.internal.golden;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import io.github.dysample.io.DType;
import io.github.dysample.io.NdArray;
import io.github.dysample.verify.CaseSpec;
import io.github.dysample.verify.Irregularity;
import io.github.dysample.verify.OffsetReach;
import java.util.Random;

/**
 * The input and the weights of a case.
 *
 * <p>{@code java.util.Random} and {@code StrictMath} give the same numbers on every machine and every JDK, which newer
 * generators do not promise for normal values.
 */
public record CaseNumbers(Tensor x, DySampleWeights weights, Tensor gradOut) {
    private static final double NOISE = 0.6;
    private static final int NAN_EVERY = 5;

    /** {@return the numbers of a spec} */
    public static CaseNumbers of(CaseSpec spec) {
        Random random = new Random(spec.seed());
        Tensor x = input(spec, random);
        DySampleWeights weights = weights(spec, spec.config().withEndConv(0), x, random);
        DySampleWeights layer =
                withEndConv(spec.config(), withPositions(spec.irregularity(), weights), random);
        return new CaseNumbers(x, layer, gradOut(spec));
    }

    /**
     * The gradient of the output; null where infinities or NaN would reach the gradients, for which ports and PyTorch
     * have no common rule. Its numbers have a seed of their own, so that the others are those of before.
     */
    private static Tensor gradOut(CaseSpec spec) {
        if (spec.irregularity() == Irregularity.NAN_OFFSETS || spec.irregularity() == Irregularity.INFINITE_EDGE) {
            return null;
        }
        int scale = spec.config().scale();
        int outputs = spec.config().outputChannels();
        int high = scale * spec.height();
        int wide = scale * spec.width();
        float[] values = normal(new Random(~spec.seed()), Tensor.elements(spec.batch(), outputs, high, wide), 1);
        return Tensor.of(values, spec.batch(), outputs, high, wide);
    }

    /** A wave in each channel with noise over it, so that both coarse and fine structure is sampled. */
    private static Tensor input(CaseSpec spec, Random random) {
        Tensor x = Tensor.zeros(spec.batch(), spec.config().channels(), spec.height(), spec.width());
        double noise = spec.irregularity() == Irregularity.SMOOTH_INPUT ? 0 : NOISE;
        double slowness = spec.irregularity() == Irregularity.SMOOTH_INPUT ? 0.05 : 1;
        for (int n = 0; n < x.n(); n++) {
            for (int c = 0; c < x.c(); c++) {
                double down = 0.6 * random.nextDouble() * slowness;
                double across = 0.6 * random.nextDouble() * slowness;
                double phase = 2 * Math.PI * random.nextDouble();
                for (int h = 0; h < x.h(); h++) {
                    for (int w = 0; w < x.w(); w++) {
                        double wave = StrictMath.sin(down * h + across * w + phase);
                        x.set(n, c, h, w, (float) (wave + noise * random.nextGaussian()));
                        if (spec.irregularity() == Irregularity.INFINITE_EDGE && (h == x.h() - 1 || w == x.w() - 1)) {
                            x.set(n, c, h, w, Float.POSITIVE_INFINITY);
                        }
                    }
                }
            }
        }
        return x;
    }

    private static DySampleWeights weights(CaseSpec spec, DySampleConfig config, Tensor x, Random random) {
        if (spec.reach() == OffsetReach.UNTRAINED) {
            return DySampleWeights.initial(config, spec.seed());
        }
        int outputs = config.convOutputs();
        int weights = outputs * config.convInputs();
        double pixels = spec.reach().pixels();
        // Convolutions of this size turn x into values near 1; the range factors are a quarter, or that on average.
        double unit = 1 / Math.sqrt(config.convInputs() * meanSquare(x));
        boolean sums = spec.reach() != OffsetReach.FAR;
        float[] offsetWeight = normal(random, weights, sums ? 4 * pixels * unit : 0);
        float[] offsetBias = normal(random, outputs, pixels);
        if (spec.irregularity() == Irregularity.NAN_OFFSETS) {
            for (int i = 0; i < outputs; i += NAN_EVERY) {
                offsetBias[i] = Float.NaN;
            }
        }
        boolean zero = spec.reach() == OffsetReach.ZERO;
        return new DySampleWeights(
                config,
                offsetWeight,
                offsetBias,
                config.dynamicScope() ? normal(random, weights, zero ? 0 : unit) : null,
                spec.irregularity() == Irregularity.SCOPE_BIAS ? normal(random, outputs, 1) : null);
    }

    private static DySampleWeights withPositions(Irregularity irregularity, DySampleWeights weights) {
        float[] usual = weights.initialPositions();
        return switch (irregularity) {
            case SWAPPED_POSITIONS -> weights.withInitialPositions(swapped(usual, weights.config().scale()));
            case BFLOAT16_POSITIONS -> weights.withInitialPositions(
                    NdArray.of(usual, usual.length).to(DType.BF16).toFloats());
            default -> weights;
        };
    }

    private static float[] swapped(float[] positions, int s) {
        float[] swapped = new float[positions.length];
        for (int k = 0; k < swapped.length; k++) {
            int row = k / s % s;
            int column = k % s;
            swapped[k] = positions[k - row * s - column + column * s + row];
        }
        return swapped;
    }

    /** Adds a convolution of this size, which keeps values near 1. */
    private static DySampleWeights withEndConv(DySampleConfig config, DySampleWeights weights, Random random) {
        if (!config.hasEndConv()) {
            return weights;
        }
        int outputs = config.endConvOutputs();
        float[] weight = normal(random, outputs * config.channels(), 1 / Math.sqrt(config.channels()));
        return weights.withEndConv(outputs, weight, normal(random, outputs, 1));
    }

    /** The mean square of the finite values. */
    private static double meanSquare(Tensor x) {
        double sum = 0;
        for (float value : x.data()) {
            sum += Float.isFinite(value) ? (double) value * value : 0;
        }
        return Math.max(sum / x.data().length, Double.MIN_NORMAL);
    }

    private static float[] normal(Random random, int length, double deviation) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return values;
    }
}
