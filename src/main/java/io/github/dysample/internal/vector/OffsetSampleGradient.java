package io.github.dysample.internal.vector;

import io.github.dysample.Tensor;
import io.github.dysample.spi.Workers;

/**
 * From the gradient of what was sampled to those of the offsets and of the map it was sampled from: a group of an item
 * at a time, band after band, so that the gradient of the output comes from memory once and is used twice. Where
 * groups are too few for the threads, each of the two is computed by itself, the one in bands, the other in channels.
 */
final class OffsetSampleGradient {
    /** Floats of the output's gradient to a band: a quarter of a megabyte. */
    private static final int BAND_FLOATS = 1 << 16;

    /** Outputs to a band: what is noted of each takes 40 bytes. */
    private static final int BAND_OUTPUTS = 4096;

    /** Groups to a thread that let threads finish at about the same time. */
    private static final int BALANCED = 2;

    private OffsetSampleGradient() {}

    /** What one thread needs. Grows to the largest map it has seen. */
    static final class Scratch {
        private final OffsetPlan plan = new OffsetPlan();
        private final Slopes slopes = new Slopes();
        private final Scatter scatter = new Scatter();
        private final Nearby nearby = new Nearby();
    }

    /**
     * Both, or the one that is not null.
     *
     * @param gradOut has as many channels as x, or a group's, which all groups then share
     */
    static void run(
            Tensor x, Tensor offsets, Tensor gradOut, int scale, int groups, Tensor gradX, Tensor gradOffsets,
            Workers workers, ScratchPool<Scratch> pool) {
        int pieces = x.n() * groups;
        if (workers.width() == 1) {
            for (int piece = 0; piece < pieces; piece++) {
                group(x, offsets, gradOut, scale, groups, piece, gradX, gradOffsets, pool);
            }
        } else if (pieces >= BALANCED * workers.width()) {
            workers.run(pieces, piece ->
                    group(x, offsets, gradOut, scale, groups, piece, gradX, gradOffsets, pool));
        } else {
            if (gradOffsets != null) {
                ofOffsets(x, offsets, gradOut, scale, groups, gradOffsets, workers, pool);
            }
            if (gradX != null) {
                ofMap(x, offsets, gradOut, scale, groups, gradX, workers, pool);
            }
        }
    }

    private static void group(
            Tensor x, Tensor offsets, Tensor gradOut, int scale, int groups, int piece, Tensor gradX,
            Tensor gradOffsets, ScratchPool<Scratch> pool) {
        Scratch scratch = pool.take();
        bands(x, offsets, gradOut, scale, groups, piece / groups, piece % groups, 0, x.h(), 0, x.c() / groups,
                gradX, gradOffsets, scratch);
        pool.give(scratch);
    }

    private static void ofOffsets(
            Tensor x, Tensor offsets, Tensor gradOut, int scale, int groups, Tensor gradOffsets, Workers workers,
            ScratchPool<Scratch> pool) {
        int rows = bandRows(x, scale, groups);
        int perGroup = Math.ceilDiv(x.h(), rows);
        workers.run(x.n() * groups * perGroup, piece -> {
            Scratch scratch = pool.take();
            int group = piece / perGroup;
            int row = piece % perGroup * rows;
            bands(x, offsets, gradOut, scale, groups, group / groups, group % groups, row,
                    Math.min(row + rows, x.h()), 0, x.c() / groups, null, gradOffsets, scratch);
            pool.give(scratch);
        });
    }

    private static void ofMap(
            Tensor x, Tensor offsets, Tensor gradOut, int scale, int groups, Tensor gradX, Workers workers,
            ScratchPool<Scratch> pool) {
        int channels = x.c() / groups;
        int perGroup = Math.ceilDiv(channels, Lanes.COUNT);
        workers.run(x.n() * groups * perGroup, piece -> {
            Scratch scratch = pool.take();
            int group = piece / perGroup;
            int channel = piece % perGroup * Lanes.COUNT;
            bands(x, offsets, gradOut, scale, groups, group / groups, group % groups, 0, x.h(), channel,
                    Math.min(Lanes.COUNT, channels - channel), gradX, null, scratch);
            pool.give(scratch);
        });
    }

    private static int bandRows(Tensor x, int scale, int groups) {
        long outputs = Math.min(BAND_OUTPUTS, BAND_FLOATS / (x.c() / groups));
        return Math.clamp(outputs / ((long) scale * scale * x.w()), 1, x.h());
    }

    /**
     * Some rows of one group.
     *
     * @param channel the first of the group's channels whose gradient is wanted, and {@code channels} how many; that of
     *     the offsets takes all in any case
     * @param gradX if it is not null, the rows are all there are
     */
    private static void bands(
            Tensor x, Tensor offsets, Tensor gradOut, int scale, int groups, int n, int group, int firstRow,
            int lastRow, int channel, int channels, Tensor gradX, Tensor gradOffsets, Scratch scratch) {
        int all = x.c() / groups;
        int height = x.h();
        int width = x.w();
        int plane = height * width;
        int outPlane = gradOut.h() * gradOut.w();
        int subs = scale * scale;
        int map = (n * x.c() + group * all) * plane;
        int item = n * offsets.c() * plane;
        int vertical = item + (groups + group) * subs * plane;
        int gradFrom = (n * gradOut.c() + group * all % gradOut.c()) * outPlane;
        int bandRows = bandRows(x, scale, groups);
        SamplePlan plan = scratch.plan.plan;
        if (gradX != null) {
            scratch.scatter.begin(height, width, channels, bandRows, offsets.data(), vertical, subs * plane);
        }
        for (int row = firstRow; row < lastRow; row += bandRows) {
            int rows = Math.min(bandRows, lastRow - row);
            scratch.plan.run(offsets.data(), item + row * width, plane, scale, group, groups, row, scale * row,
                    scale * rows, 0, width, height, width);
            int grad = gradFrom + scale * row * gradOut.w();
            float[] grads = gradOut.data();
            int stride = outPlane;
            if (gradOffsets != null) {
                scratch.nearby.copy(grads, grad, outPlane, all, plan.count);
                grads = scratch.nearby.copied;
                grad = 0;
                stride = scratch.nearby.stride;
                int top = Math.max(0, row - 1);
                scratch.nearby.touch(x.data(), map + top * width, plane, all,
                        (Math.min(row + rows + 2, height) - top) * width);
                scratch.slopes.run(plan, x.data(), map, plane, all, grads, grad, stride);
                int to = item + group * subs * plane + row * width;
                scratch.slopes.store(plan, true, scale, gradOffsets.data(), to, plane);
                scratch.slopes.store(plan, false, scale, gradOffsets.data(), to + groups * subs * plane, plane);
            }
            if (gradX != null) {
                scratch.scatter.run(plan, row + rows, grads, grad + channel * stride, stride,
                        gradX.data(), map + channel * plane);
            }
        }
    }
}
