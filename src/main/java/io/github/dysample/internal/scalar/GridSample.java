package io.github.dysample.internal.scalar;

import io.github.dysample.Interpolation;
import io.github.dysample.Padding;
import io.github.dysample.Tensor;
import io.github.dysample.spi.Workers;

/** Samples at the points of a normalised grid. */
final class GridSample {
    private GridSample() {}

    static void run(
            Tensor x, Tensor grid, Interpolation interpolation, Padding padding, boolean alignCorners, Tensor out,
            Workers workers) {
        int height = x.h();
        int width = x.w();
        workers.run(out.n() * out.h(), row -> {
            int n = row / out.h();
            int h = row % out.h();
            for (int w = 0; w < out.w(); w++) {
                float px = GridCoordinate.pixel(grid.get(n, h, w, 0), width, padding, alignCorners);
                float py = GridCoordinate.pixel(grid.get(n, h, w, 1), height, padding, alignCorners);
                for (int c = 0; c < out.c(); c++) {
                    int plane = (n * x.c() + c) * height * width;
                    out.set(n, c, h, w, interpolation == Interpolation.BILINEAR
                            ? bilinear(x.data(), plane, height, width, py, px)
                            : nearest(x.data(), plane, height, width, py, px));
                }
            }
        });
    }

    private static float bilinear(float[] data, int plane, int height, int width, float py, float px) {
        float y0 = (float) Math.floor(py);
        float x0 = (float) Math.floor(px);
        return Bilinear.sample(data, plane, height, width, (int) y0, (int) x0, py - y0, px - x0);
    }

    private static float nearest(float[] data, int plane, int height, int width, float py, float px) {
        return Bilinear.value(data, plane, height, width, (int) Math.rint(py), (int) Math.rint(px));
    }
}
