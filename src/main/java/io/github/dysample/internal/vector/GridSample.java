package io.github.dysample.internal.vector;

import static io.github.dysample.internal.vector.Lanes.COUNT;
import static io.github.dysample.internal.vector.Lanes.FLOATS;

import io.github.dysample.Interpolation;
import io.github.dysample.Padding;
import io.github.dysample.Tensor;
import io.github.dysample.internal.scalar.Bilinear;
import io.github.dysample.spi.Workers;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/** Samples at the points of a normalised grid: a plan for a band of points, used by all channels. */
final class GridSample {
    private GridSample() {}

    /** Points to plan at once: their plan of 16 bytes each stays in the second-level cache. */
    private static final int POINTS = 4096;

    static void run(
            Tensor x, Tensor grid, Interpolation interpolation, Padding padding, boolean alignCorners, Tensor out,
            Workers workers) {
        int bandRows = Math.max(1, POINTS / out.w());
        int perItem = Math.ceilDiv(out.h(), bandRows);
        workers.run(out.n() * perItem, piece -> {
            int row = piece % perItem * bandRows;
            band(x, piece / perItem, row, Math.min(bandRows, out.h() - row), grid, interpolation, padding,
                    alignCorners, out);
        });
    }

    /** All channels at some rows of points. */
    private static void band(
            Tensor x, int n, int row, int rows, Tensor grid, Interpolation interpolation, Padding padding,
            boolean alignCorners, Tensor out) {
        SamplePlan plan = new SamplePlan();
        plan.resize(rows, out.w(), x.h(), x.w());
        separate(grid.data(), (n * out.h() + row) * out.w() * 2, plan);
        GridCoordinate.toPixels(plan.fx, plan.count, x.w(), padding, alignCorners);
        GridCoordinate.toPixels(plan.fy, plan.count, x.h(), padding, alignCorners);
        int plane = x.h() * x.w();
        int outPlane = out.h() * out.w();
        int from = n * x.c() * plane;
        int to = n * out.c() * outPlane + row * out.w();
        if (interpolation == Interpolation.BILINEAR) {
            split(plan.fx, plan.count, plan.x0);
            split(plan.fy, plan.count, plan.y0);
            Blocks.cut(plan, false);
            Sampler.run(plan, x.data(), from, plane, x.c(), out.data(), to, outPlane, false);
        } else {
            round(plan.fx, plan.count, plan.x0);
            round(plan.fy, plan.count, plan.y0);
            nearest(plan, x, from, out.data(), to, outPlane);
        }
    }

    /** From pairs (x, y) to a row of each. */
    private static void separate(float[] grid, int from, SamplePlan plan) {
        for (int i = 0; i < plan.count; i++) {
            plan.fx[i] = grid[from + 2 * i];
            plan.fy[i] = grid[from + 2 * i + 1];
        }
    }

    /** Coordinates become pixels and, in place, fractions. Whole vectors: there is room after the last point. */
    private static void split(float[] coordinates, int count, int[] base) {
        for (int i = 0; i < count; i += COUNT) {
            FloatVector coordinate = FloatVector.fromArray(FLOATS, coordinates, i);
            IntVector floor = Floor.toInt(coordinate);
            floor.intoArray(base, i);
            Floor.fraction(coordinate, floor).intoArray(coordinates, i);
        }
    }

    private static void round(float[] coordinates, int count, int[] base) {
        for (int i = 0; i < count; i += COUNT) {
            Floor.toNearest(FloatVector.fromArray(FLOATS, coordinates, i)).intoArray(base, i);
        }
    }

    private static void nearest(SamplePlan plan, Tensor x, int from, float[] out, int to, int outPlane) {
        for (int c = 0; c < x.c(); c++) {
            int plane = from + c * x.h() * x.w();
            for (int i = 0; i < plan.count; i++) {
                out[to + c * outPlane + i] = Bilinear.value(x.data(), plane, x.h(), x.w(), plan.y0[i], plan.x0[i]);
            }
        }
    }
}
