package io.github.dysample.verify;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Where a stage is wrong: the absolute errors of the plane that holds the largest, or of parts of it.
 *
 * @param item of the batch
 * @param channel of the stage
 * @param height of the plane
 * @param width of the plane
 * @param rows of this map; fewer than the height if it is large
 * @param columns of this map
 * @param errors row-major; each is the largest of its part; infinite where a value should be finite and is not, or the
 *     other way round
 */
public record ErrorMap(int item, int channel, int height, int width, int rows, int columns, double[] errors)
        implements Serializable {
    /** More would be too small to see in a picture. */
    private static final int MOST = 96;

    /**
     * {@return the map of the worst plane}
     *
     * @param shape of both arrays, four dimensions
     * @param actual the values
     * @param expected the expected values
     */
    public static ErrorMap of(long[] shape, double[] actual, double[] expected) {
        int height = (int) shape[2];
        int width = (int) shape[3];
        int plane = height * width;
        int worst = 0;
        double most = -1;
        for (int i = 0; i < actual.length; i++) {
            double error = error(actual[i], expected[i]);
            if (error > most) {
                most = error;
                worst = i / plane;
            }
        }
        int rows = Math.min(height, MOST);
        int columns = Math.min(width, MOST);
        double[] errors = new double[rows * columns];
        for (int p = 0; p < plane; p++) {
            int part = p / width * rows / height * columns + p % width * columns / width;
            int at = worst * plane + p;
            errors[part] = Math.max(errors[part], error(actual[at], expected[at]));
        }
        int channels = (int) shape[1];
        return new ErrorMap(worst / channels, worst % channels, height, width, rows, columns, errors);
    }

    private static double error(double actual, double expected) {
        if (Double.valueOf(actual).equals(expected)) {
            return 0;
        }
        double error = Math.abs(actual - expected);
        return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
    }

    /** {@return the largest finite error} */
    public double largest() {
        return Arrays.stream(errors).filter(Double::isFinite).max().orElse(0);
    }

    /** {@return whether a value should be finite and is not, or the other way round} */
    public boolean hasSpecial() {
        return Arrays.stream(errors).anyMatch(Double::isInfinite);
    }
}
