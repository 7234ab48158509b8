package io.github.dysample.internal.vector;

import io.github.dysample.Tensor;

/** Samples at offsets from the pixels, row by row. */
final class OffsetSample {
    private OffsetSample() {}

    static void run(Tensor x, Tensor offsets, int scale, int groups, Tensor out) {
        RowPlan plan = new RowPlan();
        int plane = x.h() * x.w();
        for (int n = 0; n < x.n(); n++) {
            for (int h = 0; h < x.h(); h++) {
                int from = n * offsets.c() * plane + h * x.w();
                rows(x, n, h, offsets.data(), from, plane, scale, groups, plan, out);
            }
        }
    }

    /**
     * All output rows of one input row.
     *
     * @param offsets holds the row of offset channel k at {@code from + k * stride}
     * @param plan scratch
     */
    static void rows(
            Tensor x, int n, int h, float[] offsets, int from, int stride, int scale, int groups, RowPlan plan,
            Tensor out) {
        int channels = x.c() / groups;
        int plane = x.h() * x.w();
        int outPlane = out.h() * out.w();
        for (int i = 0; i < scale; i++) {
            for (int group = 0; group < groups; group++) {
                int k = (group * scale + i) * scale;
                int xFrom = from + k * stride;
                int yFrom = from + (groups * scale * scale + k) * stride;
                plan.plan(offsets, xFrom, yFrom, stride, scale, h, x.h(), x.w());
                int firstChannel = n * x.c() + group * channels;
                SampleRow.run(x.data(), firstChannel * plane, plane, channels, x.h(), x.w(), plan,
                        out.data(), firstChannel * outPlane + (scale * h + i) * out.w(), outPlane);
            }
        }
    }
}
