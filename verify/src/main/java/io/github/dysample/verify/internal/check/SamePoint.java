package io.github.dysample.verify.internal.check;

import io.github.dysample.verify.DoubleTensor;

/**
 * Two ways to describe the same point: pixel 3 is the first neighbour and has all the weight, or it is the second one,
 * after pixel 2. Where a coordinate is next to a whole number, rounding decides between them, so that both are right,
 * with the weights that go with each.
 */
final class SamePoint {
    /** Pixels; far more than the rounding of float32 coordinates on any map that fits in memory. */
    private static final double NEXT_TO = 1e-3;

    private SamePoint() {}

    /** {@return the expected taps: the actual ones wherever they are one of two right ones} */
    static double[] taps(double[] actual, DoubleTensor coordinates, DoubleTensor taps) {
        double[] expected = taps.data().clone();
        for (int i = 0; i < expected.length; i++) {
            if (actual[i] == other(coordinates.data()[i], expected[i])) {
                expected[i] = actual[i];
            }
        }
        return expected;
    }

    /**
     * {@return the expected weights, those of the actual taps where these are right} If the actual taps are null, the
     * weights of any right taps are accepted.
     */
    static double[] bilinear(
            double[] actual, double[] actualTaps, DoubleTensor coordinates, DoubleTensor taps, DoubleTensor bilinear) {
        int groups = coordinates.c() / 2;
        int stride = groups * coordinates.h() * coordinates.w();
        double[] expected = bilinear.data().clone();
        for (int n = 0; n < coordinates.n(); n++) {
            for (int p = 0; p < stride; p++) {
                int x = n * 2 * stride + p;
                int y = x + stride;
                double cx = coordinates.data()[x];
                double cy = coordinates.data()[y];
                double x0 = taps.data()[x];
                double y0 = taps.data()[y];
                double otherX = other(cx, x0);
                double otherY = other(cy, y0);
                if (otherX == x0 && otherY == y0) {
                    continue;
                }
                int first = n * 4 * stride + p;
                if (actualTaps != null) {
                    double takenX = actualTaps[x] == otherX ? otherX : x0;
                    double takenY = actualTaps[y] == otherY ? otherY : y0;
                    if (takenX != x0 || takenY != y0) {
                        put(expected, first, stride, weights(cx - takenX, cy - takenY));
                    }
                } else {
                    putIfNearer(expected, actual, first, stride, weights(cx - otherX, cy - y0));
                    putIfNearer(expected, actual, first, stride, weights(cx - x0, cy - otherY));
                    putIfNearer(expected, actual, first, stride, weights(cx - otherX, cy - otherY));
                }
            }
        }
        return expected;
    }

    private static double[] weights(double fx, double fy) {
        return new double[] {(1 - fx) * (1 - fy), fx * (1 - fy), (1 - fx) * fy, fx * fy};
    }

    private static void put(double[] expected, int first, int stride, double[] weights) {
        for (int neighbour = 0; neighbour < weights.length; neighbour++) {
            expected[first + neighbour * stride] = weights[neighbour];
        }
    }

    /** Expects other weights if the actual ones are closer to them. */
    private static void putIfNearer(double[] expected, double[] actual, int first, int stride, double[] weights) {
        double before = 0;
        double after = 0;
        for (int neighbour = 0; neighbour < weights.length; neighbour++) {
            int at = first + neighbour * stride;
            before = Math.max(before, Math.abs(actual[at] - expected[at]));
            after = Math.max(after, Math.abs(actual[at] - weights[neighbour]));
        }
        if (after < before) {
            put(expected, first, stride, weights);
        }
    }

    /**
     * The other pixel that may come first: one less just above a whole number, one more just below. None comes before
     * the first pixel: coordinates are clipped before they are split.
     */
    private static double other(double coordinate, double tap) {
        double nearest = Math.rint(coordinate);
        if (Math.abs(coordinate - nearest) > NEXT_TO) {
            return tap;
        }
        return tap == nearest ? Math.max(0, nearest - 1) : nearest;
    }
}
