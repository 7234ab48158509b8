package io.github.dysample.jmh;

import io.github.dysample.Tensor;
import java.util.Locale;

/** Whether another engine computes what we compute; only then is it worth timing. */
final class Agreement {
    /**
     * The largest difference allowed, as a part of the largest output. Other engines round each coordinate in a
     * normalised grid, three times by up to 1e-5 of a pixel on maps of 150, and neighbours of standard normal maps
     * differ by up to the largest output or two; the convolution's own rounding is a tenth of that. Swapped components
     * or another order of channels differ by as much as the outputs themselves.
     */
    private static final double TOLERANCE = 1e-4;

    private Agreement() {}

    static void check(String engine, Tensor expected, float[] actual) {
        float[] ours = expected.data();
        if (actual.length != ours.length) {
            throw new IllegalStateException(
                    engine + " gives " + actual.length + " values, " + expected.shapeString() + " are " + ours.length);
        }
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < ours.length; i++) {
            largest = Math.max(largest, Math.abs(ours[i]));
            difference = Math.max(difference, Math.abs((double) ours[i] - actual[i]));
        }
        // Not written as a difference above the limit, so that NaN fails too.
        if (!(difference <= TOLERANCE * largest)) {
            throw new IllegalStateException(String.format(Locale.ROOT,
                    "%s differs by %.3g from our output, whose largest value is %.3g", engine, difference, largest));
        }
    }
}
