package io.github.dysample.internal.vector;

import static io.github.dysample.internal.vector.Lanes.COUNT;
import static io.github.dysample.internal.vector.Lanes.FLOATS;

import io.github.dysample.Tensor;
import io.github.dysample.internal.scalar.Bilinear;
import io.github.dysample.spi.Interpolation;
import io.github.dysample.spi.Padding;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/** Samples at the points of a normalised grid: a plan for each row of points, used by all channels. */
final class GridSample {
    private GridSample() {}

    static void run(
            Tensor x, Tensor grid, Interpolation interpolation, Padding padding, boolean alignCorners, Tensor out) {
        RowPlan plan = new RowPlan();
        plan.resize(out.w());
        for (int n = 0; n < out.n(); n++) {
            for (int h = 0; h < out.h(); h++) {
                separate(grid.data(), (n * out.h() + h) * out.w() * 2, plan);
                GridCoordinate.toPixels(plan.fx, out.w(), x.w(), padding, alignCorners);
                GridCoordinate.toPixels(plan.fy, out.w(), x.h(), padding, alignCorners);
                plan.pad();
                int plane = x.h() * x.w();
                int outPlane = out.h() * out.w();
                int outRow = n * out.c() * outPlane + h * out.w();
                if (interpolation == Interpolation.BILINEAR) {
                    split(plan.fx, plan.x0);
                    split(plan.fy, plan.y0);
                    SampleRow.run(x.data(), n * x.c() * plane, plane, x.c(), x.h(), x.w(), plan,
                            out.data(), outRow, outPlane);
                } else {
                    round(plan.fx, plan.x0);
                    round(plan.fy, plan.y0);
                    nearest(x, n, plan, out.data(), outRow, outPlane);
                }
            }
        }
    }

    /** From pairs (x, y) to a row of each. */
    private static void separate(float[] grid, int from, RowPlan plan) {
        for (int w = 0; w < plan.count; w++) {
            plan.fx[w] = grid[from + 2 * w];
            plan.fy[w] = grid[from + 2 * w + 1];
        }
    }

    /** Coordinates become pixels and, in place, fractions. */
    private static void split(float[] coordinates, int[] base) {
        for (int i = 0; i < coordinates.length; i += COUNT) {
            FloatVector coordinate = FloatVector.fromArray(FLOATS, coordinates, i);
            IntVector floor = Floor.toInt(coordinate);
            floor.intoArray(base, i);
            Floor.fraction(coordinate, floor).intoArray(coordinates, i);
        }
    }

    private static void round(float[] coordinates, int[] base) {
        for (int i = 0; i < coordinates.length; i += COUNT) {
            Floor.toNearest(FloatVector.fromArray(FLOATS, coordinates, i)).intoArray(base, i);
        }
    }

    private static void nearest(Tensor x, int n, RowPlan plan, float[] out, int outRow, int outPlane) {
        for (int c = 0; c < x.c(); c++) {
            int plane = (n * x.c() + c) * x.h() * x.w();
            for (int w = 0; w < plan.count; w++) {
                out[outRow + c * outPlane + w] =
                        Bilinear.value(x.data(), plane, x.h(), x.w(), plan.y0[w], plan.x0[w]);
            }
        }
    }
}
