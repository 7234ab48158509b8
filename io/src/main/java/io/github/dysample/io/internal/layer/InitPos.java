package io.github.dysample.io.internal.layer;

import io.github.dysample.DySampleConfig;
import io.github.dysample.io.DType;
import io.github.dysample.io.NdArray;
import java.util.Arrays;

/**
 * The buffer {@code init_pos}, shape (1, 2·g·s², 1, 1): where the sub-pixels of an untrained layer sample, see
 * {@link DySampleConfig#initialPositions()}.
 */
public final class InitPos {
    /** The most by which PyTorch's float32 division and another order of the same operations may differ. */
    private static final double TOLERANCE = 0x1p-22;

    private InitPos() {}

    /** The buffer as PyTorch's module makes it. */
    public static NdArray of(DySampleConfig config) {
        float[] values = config.initialPositions(); // [2][g][s][s]
        return NdArray.of(values, 1, values.length, 1, 1);
    }

    /**
     * The scale whose positions a buffer holds.
     *
     * @throws IllegalArgumentException if they are not those of any scale
     */
    static int scale(NdArray initPos) {
        double[] values = initPos.toDoubles();
        for (long scale = 1; 2 * scale * scale <= values.length; scale++) {
            if (values.length % (2 * scale * scale) == 0 && mismatch(initPos.dtype(), values, (int) scale) < 0) {
                return (int) scale;
            }
        }
        throw new IllegalArgumentException(describe(initPos, values));
    }

    private static String describe(NdArray initPos, double[] values) {
        long distinct = Arrays.stream(values).distinct().count();
        String text = "init_pos " + initPos.shapeString() + " has " + distinct
                + " distinct values, which are not the sampling positions of any scale";
        if (distinct == 0 || values.length % (2 * distinct * distinct) != 0) {
            return text;
        }
        int channel = mismatch(initPos.dtype(), values, (int) distinct);
        return text + ": for scale " + distinct + " channel " + channel + " must be "
                + expected(values.length, (int) distinct)[channel] + ", it is " + values[channel];
    }

    /** The first channel without the value that a scale asks for, or −1. */
    private static int mismatch(DType dtype, double[] values, int scale) {
        float[] expected = expected(values.length, scale);
        for (int channel = 0; channel < values.length; channel++) {
            if (!matches(dtype, values[channel], expected[channel])) {
                return channel;
            }
        }
        return -1;
    }

    /** Half precision is good enough for wider types, too: checkpoints are halved and widened again. */
    private static boolean matches(DType dtype, double value, float expected) {
        return Math.abs(value - expected) <= TOLERANCE
                || value == rounded(expected, DType.F16)
                || value == rounded(expected, DType.BF16)
                || dtype == DType.BF16 && value == rounded((float) rounded(expected, DType.F16), DType.BF16);
    }

    private static double rounded(float value, DType dtype) {
        return NdArray.of(new float[] {value}, 1).to(dtype).toDoubles()[0];
    }

    private static float[] expected(int channels, int scale) {
        return DySampleConfig.initialPositions(scale, channels / (2 * scale * scale));
    }
}
