package io.github.dysample.cli.verify;

import io.github.dysample.reference.DoubleTensor;

/**
 * The same point said in two ways: pixel 3 is the first neighbour with all the weight, or after pixel 2 the second.
 * Where a coordinate is next to a whole number, rounding decides which, so either is right.
 */
final class SamePoint {
    /** Pixels; far more than the rounding of float32 coordinates on any map that fits in memory. */
    private static final double NEXT_TO = 1e-3;

    private SamePoint() {}

    /** {@return what these taps should be: themselves where they are one of two right ones} */
    static double[] taps(double[] actual, DoubleTensor coordinates, DoubleTensor taps) {
        double[] expected = taps.data().clone();
        for (int i = 0; i < expected.length; i++) {
            if (actual[i] == other(coordinates.data()[i], expected[i])) {
                expected[i] = actual[i];
            }
        }
        return expected;
    }

    /** {@return what these weights should be: those of the taps, or of the other right ones where they are nearer} */
    static double[] bilinear(double[] actual, DoubleTensor coordinates, DoubleTensor taps, DoubleTensor bilinear) {
        int groups = coordinates.c() / 2;
        int stride = groups * coordinates.h() * coordinates.w();
        double[] expected = bilinear.data().clone();
        for (int n = 0; n < coordinates.n(); n++) {
            for (int p = 0; p < stride; p++) {
                int x = n * 2 * stride + p;
                int y = x + stride;
                int first = n * 4 * stride + p;
                double cx = coordinates.data()[x];
                double cy = coordinates.data()[y];
                double x0 = taps.data()[x];
                double y0 = taps.data()[y];
                double otherX = other(cx, x0);
                double otherY = other(cy, y0);
                if (otherX != x0 || otherY != y0) {
                    replaceIfNearer(expected, actual, first, stride, cx - otherX, cy - y0);
                    replaceIfNearer(expected, actual, first, stride, cx - x0, cy - otherY);
                    replaceIfNearer(expected, actual, first, stride, cx - otherX, cy - otherY);
                }
            }
        }
        return expected;
    }

    /** Takes the weights of these fractions if the actual ones are nearer to them than to the expected ones. */
    private static void replaceIfNearer(
            double[] expected, double[] actual, int first, int stride, double fx, double fy) {
        double[] weights = {(1 - fx) * (1 - fy), fx * (1 - fy), (1 - fx) * fy, fx * fy};
        double before = 0;
        double after = 0;
        for (int neighbour = 0; neighbour < 4; neighbour++) {
            int at = first + neighbour * stride;
            before = Math.max(before, Math.abs(actual[at] - expected[at]));
            after = Math.max(after, Math.abs(actual[at] - weights[neighbour]));
        }
        for (int neighbour = 0; neighbour < 4 && after < before; neighbour++) {
            expected[first + neighbour * stride] = weights[neighbour];
        }
    }

    /** The other pixel that may come first: one less just above a whole number, one more just below. */
    private static double other(double coordinate, double tap) {
        double nearest = Math.rint(coordinate);
        if (Math.abs(coordinate - nearest) > NEXT_TO) {
            return tap;
        }
        return tap == nearest ? nearest - 1 : nearest;
    }
}
