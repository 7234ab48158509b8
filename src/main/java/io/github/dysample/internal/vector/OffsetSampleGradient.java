package io.github.dysample.internal.vector;

import io.github.dysample.Tensor;
import io.github.dysample.spi.Workers;

/**
 * From the gradient of what was sampled to those of the offsets and of the map it was sampled from: a group of an item
 * at a time, in bands of rows, and a few channels of a band at a time, so that the gradient of the output comes from
 * memory once and is used twice. Where groups are too few for the threads, each of the two is computed by itself, the
 * one in bands, the other in channels.
 */
final class OffsetSampleGradient {
    /** Outputs to a band: what is noted of each takes 40 bytes. */
    private static final int BAND_OUTPUTS = 4096;

    /** Channels at a time: a band of them is a quarter of a megabyte. A multiple of any vector's length. */
    private static final int TOGETHER = 16;

    /** How many times as large as needed a scratch may be. */
    private static final int MOST_TIMES = 4;

    /** Groups to a thread that let threads finish at about the same time. */
    private static final int BALANCED = 2;

    private OffsetSampleGradient() {}

    /** What one thread needs. Grows to the largest band it has seen; what is much larger than needed is let go. */
    static final class Scratch {
        private OffsetPlan plan = new OffsetPlan();
        private Slopes slopes = new Slopes();
        private Scatter scatter = new Scatter();
        private Nearby nearby = new Nearby();
        private long outputs = BAND_OUTPUTS; // to a band, at the most

        private void resize(long needed) {
            if (outputs / MOST_TIMES > Math.max(needed, BAND_OUTPUTS)) {
                plan = new OffsetPlan();
                slopes = new Slopes();
                scatter = new Scatter();
                nearby = new Nearby();
                outputs = BAND_OUTPUTS;
            }
            outputs = Math.max(outputs, needed);
        }
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
        } else if (pieces >= (long) BALANCED * workers.width()) {
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
        int rows = (int) Math.min(bandRows(x, scale), Math.ceilDiv(x.h(), (long) BALANCED * workers.width()));
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

    private static int bandRows(Tensor x, int scale) {
        return Math.clamp(BAND_OUTPUTS / ((long) scale * scale * x.w()), 1, x.h());
    }

    /**
     * Some rows of one group.
     *
     * @param channel the first of the group's channels, and {@code channels} how many; the offsets' gradient takes all
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
        int bandRows = bandRows(x, scale);
        scratch.resize((long) bandRows * scale * scale * width);
        SamplePlan plan = scratch.plan.plan;
        Nearby nearby = scratch.nearby;
        if (gradX != null) {
            scratch.scatter.begin(height, width, channels, bandRows, offsets.data(), vertical, subs * plane);
        }
        for (int row = firstRow; row < lastRow; row += bandRows) {
            int rows = Math.min(bandRows, lastRow - row);
            scratch.plan.run(offsets.data(), item + row * width, plane, scale, group, groups, row, scale * row,
                    scale * rows, 0, width, height, width);
            if (gradX != null) {
                scratch.scatter.prepare(plan, row + rows);
            }
            if (gradOffsets != null) {
                scratch.slopes.begin(plan);
            }
            int grad = gradFrom + scale * row * gradOut.w();
            for (int c = channel; c < channel + channels; c += TOGETHER) {
                int some = Math.min(TOGETHER, channel + channels - c);
                float[] grads = gradOut.data();
                int from = grad + c * outPlane;
                int stride = outPlane;
                if (gradOffsets != null) {
                    nearby.copy(grads, from, outPlane, some, plan.count);
                    grads = nearby.copied;
                    from = 0;
                    stride = nearby.stride;
                    int top = Math.max(0, row - 1);
                    int bottom = Math.min(row + rows + 2, height);
                    nearby.touch(x.data(), map + c * plane + top * width, plane, some, (bottom - top) * width);
                    scratch.slopes.add(plan, x.data(), map + c * plane, plane, some, grads, stride);
                }
                if (gradX != null) {
                    scratch.scatter.add(plan, c - channel, some, grads, from, stride, gradX.data(), map + c * plane);
                }
            }
            if (gradOffsets != null) {
                int to = item + group * subs * plane + row * width;
                scratch.slopes.store(plan, true, scale, gradOffsets.data(), to, plane);
                scratch.slopes.store(plan, false, scale, gradOffsets.data(), to + groups * subs * plane, plane);
            }
        }
    }
}
