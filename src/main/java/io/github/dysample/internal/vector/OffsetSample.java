package io.github.dysample.internal.vector;

import io.github.dysample.Tensor;
import io.github.dysample.spi.Workers;

/** Samples at offsets from the pixels, a band of rows at a time. */
final class OffsetSample {
    /** Outputs to plan at once: the plan of 16 bytes each stays in the second-level cache. */
    private static final int OUTPUTS = 4096;

    private OffsetSample() {}

    static void run(Tensor x, Tensor offsets, int scale, int groups, Tensor out, Workers workers) {
        int plane = x.h() * x.w();
        int bandRows = Math.max(1, OUTPUTS / (scale * scale * x.w()));
        int perItem = Math.ceilDiv(x.h(), bandRows);
        workers.run(x.n() * perItem, piece -> {
            int n = piece / perItem;
            int row = piece % perItem * bandRows;
            int from = n * offsets.c() * plane + row * x.w();
            band(x, n, row, Math.min(bandRows, x.h() - row), offsets.data(), from, plane, scale, groups,
                    new OffsetPlan(), out);
        });
    }

    /**
     * All outputs of a band of input rows.
     *
     * @param offsets holds offset channel k of the band's first pixel at {@code from + k * stride}
     * @param plan scratch
     */
    static void band(
            Tensor x, int n, int firstRow, int rows, float[] offsets, int from, int stride, int scale, int groups,
            OffsetPlan plan, Tensor out) {
        int channels = x.c() / groups;
        int plane = x.h() * x.w();
        int outPlane = out.h() * out.w();
        for (int group = 0; group < groups; group++) {
            plan.run(offsets, from, stride, scale, group, groups, firstRow, rows, x.h(), x.w());
            int channel = n * x.c() + group * channels;
            Sampler.run(plan.plan, x.data(), channel * plane, plane, channels,
                    out.data(), channel * outPlane + scale * firstRow * out.w(), outPlane);
        }
    }
}
