package io.github.dysample.internal.vector;

import io.github.dysample.Tensor;
import io.github.dysample.spi.Workers;

/** Samples at offsets from the pixels, a band of rows, or of columns of a row, at a time. */
final class OffsetSample {
    /** Outputs to plan at once: the plan of 16 bytes each stays in the second-level cache. */
    private static final int OUTPUTS = 4096;

    /** Columns of a band at the least, where a scale is so large that one pixel has more outputs than that. */
    private static final int LEAST_COLUMNS = 16;

    private OffsetSample() {}

    static void run(Tensor x, Tensor offsets, int scale, int groups, Tensor out, Workers workers) {
        int plane = x.h() * x.w();
        int pixels = Math.max(1, OUTPUTS / (scale * scale));
        int bandRows = Math.max(1, pixels / x.w());
        int bandColumns = Math.min(x.w(), Math.max(pixels, LEAST_COLUMNS));
        int perRow = Math.ceilDiv(x.w(), bandColumns);
        int perItem = Math.ceilDiv(x.h(), bandRows) * perRow;
        workers.run(x.n() * perItem, piece -> {
            int n = piece / perItem;
            int row = piece % perItem / perRow * bandRows;
            int column = piece % perRow * bandColumns;
            int from = n * offsets.c() * plane + row * x.w() + column;
            band(x, n, row, Math.min(bandRows, x.h() - row), column, Math.min(bandColumns, x.w() - column),
                    offsets.data(), from, plane, scale, groups, new OffsetPlan(), out, false);
        });
    }

    /**
     * All outputs of a band.
     *
     * @param rows 1 if the band has only some columns of the map
     * @param offsets holds offset channel k of the band's first pixel at {@code from + k * stride}
     * @param plan scratch
     * @param adds whether the samples are added to what the output holds, rather than replace it
     */
    static void band(
            Tensor x, int n, int firstRow, int rows, int firstColumn, int columns, float[] offsets, int from,
            int stride, int scale, int groups, OffsetPlan plan, Tensor out, boolean adds) {
        int channels = x.c() / groups;
        int plane = x.h() * x.w();
        int outPlane = out.h() * out.w();
        // Rows of some columns do not follow each other in the output, so each is planned by itself.
        int together = columns == x.w() ? scale * rows : 1;
        for (int group = 0; group < groups; group++) {
            int channel = n * x.c() + group * channels;
            for (int row = scale * firstRow; row < scale * (firstRow + rows); row += together) {
                plan.run(offsets, from, stride, scale, group, groups, firstRow, row, together, firstColumn, columns,
                        x.h(), x.w());
                Sampler.run(plan.plan, x.data(), channel * plane, plane, channels,
                        out.data(), channel * outPlane + row * out.w() + scale * firstColumn, outPlane, adds);
            }
        }
    }
}
