package io.github.dysample.io.internal.layer;

import io.github.dysample.DySampleConfig;
import io.github.dysample.io.DType;
import io.github.dysample.io.NdArray;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The buffer {@code init_pos}, shape (1, 2·g·s², 1, 1): where the sub-pixels of an untrained layer sample, see
 * {@link DySampleConfig#initialPositions()}.
 */
public final class InitPos {
    /** The most by which PyTorch's float32 division and another order of the same operations may differ. */
    private static final double TOLERANCE = 0x1p-22;

    private InitPos() {}

    /**
     * The scale that a buffer is for, 0 if its values do not show it. A layer computes with the buffer's own values, so
     * they need not be the usual ones: a fork may have swapped x and y. But s² sub-pixels that lie on a grid have s
     * values, each of them equally often.
     */
    static int scale(NdArray initPos) {
        double[] values = initPos.toDoubles();
        for (int scale = 1; 2L * scale * scale <= values.length; scale++) {
            if (values.length % (2L * scale * scale) == 0 && mismatch(initPos.dtype(), values, scale) < 0) {
                return scale;
            }
        }
        Map<Double, Long> counts = Arrays.stream(values).boxed()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        int distinct = counts.size();
        boolean isGrid = distinct > 1
                && values.length % (2L * distinct * distinct) == 0
                && counts.values().stream().distinct().count() == 1;
        return isGrid ? distinct : 0;
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
