package io.github.dysample.testkit.oracle;

import io.github.dysample.Interpolation;
import io.github.dysample.Padding;
import io.github.dysample.Tensor;

/** {@code torch.nn.functional.grid_sample} in double, after its documentation, one point at a time. */
final class PlainGridSample {
    private PlainGridSample() {}

    static double sample(
            Tensor x, int n, int c, double gridX, double gridY, Interpolation interpolation, Padding padding,
            boolean alignCorners) {
        double px = pad(unnormalised(gridX, x.w(), alignCorners), x.w(), padding, alignCorners);
        double py = pad(unnormalised(gridY, x.h(), alignCorners), x.h(), padding, alignCorners);
        if (interpolation == Interpolation.NEAREST) {
            return value(x, n, c, Math.rint(py), Math.rint(px));
        }
        double sum = 0;
        for (double y = Math.floor(py); y <= Math.floor(py) + 1; y++) {
            for (double col = Math.floor(px); col <= Math.floor(px) + 1; col++) {
                sum += (1 - Math.abs(py - y)) * (1 - Math.abs(px - col)) * value(x, n, c, y, col);
            }
        }
        return sum;
    }

    private static double unnormalised(double v, int size, boolean alignCorners) {
        return alignCorners ? (v + 1) / 2 * (size - 1) : ((v + 1) * size - 1) / 2;
    }

    private static double pad(double coordinate, int size, Padding padding, boolean alignCorners) {
        return switch (padding) {
            case ZEROS -> coordinate;
            case BORDER -> Math.clamp(coordinate, 0, size - 1);
            case REFLECTION -> Math.clamp(
                    alignCorners ? mirrored(coordinate, 0, size - 1) : mirrored(coordinate, -0.5, size - 0.5),
                    0, size - 1);
        };
    }

    /** Steps to and fro between two mirrors until it stands between them. */
    private static double mirrored(double coordinate, double low, double high) {
        if (low == high) {
            return low;
        }
        double inside = coordinate;
        while (inside < low || inside > high) {
            inside = inside < low ? 2 * low - inside : 2 * high - inside;
        }
        return inside;
    }

    private static double value(Tensor x, int n, int c, double y, double col) {
        return y >= 0 && y < x.h() && col >= 0 && col < x.w() ? x.get(n, c, (int) y, (int) col) : 0;
    }
}
