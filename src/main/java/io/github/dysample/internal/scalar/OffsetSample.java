package io.github.dysample.internal.scalar;

import io.github.dysample.Tensor;
import io.github.dysample.spi.Workers;

/** Samples at offsets from the pixels. */
final class OffsetSample {
    private OffsetSample() {}

    static void run(Tensor x, Tensor offsets, int scale, int groups, Tensor out, Workers workers) {
        int positions = scale * scale;
        workers.run(out.n() * out.h(), row -> {
            int n = row / out.h();
            int h = row % out.h();
            for (int group = 0; group < groups; group++) {
                for (int w = 0; w < out.w(); w++) {
                    int k = group * positions + h % scale * scale + w % scale;
                    float ox = offsets.get(n, k, h / scale, w / scale);
                    float oy = offsets.get(n, groups * positions + k, h / scale, w / scale);
                    sampleGroup(x, n, group, groups, scale, h, w, ox, oy, out, false);
                }
            }
        });
    }

    /**
     * One output position, all channels of one group.
     *
     * @param adds whether the samples are added to what the output holds, rather than replace it
     */
    static void sampleGroup(
            Tensor x, int n, int group, int groups, int scale, int h, int w, float ox, float oy, Tensor out,
            boolean adds) {
        int x0 = Taps.base(w / scale, ox, x.w());
        int y0 = Taps.base(h / scale, oy, x.h());
        float fx = Taps.fraction(w / scale, ox, x.w());
        float fy = Taps.fraction(h / scale, oy, x.h());
        int channelsPerGroup = x.c() / groups;
        for (int c = group * channelsPerGroup; c < (group + 1) * channelsPerGroup; c++) {
            int plane = (n * x.c() + c) * x.h() * x.w();
            float sample = Bilinear.sample(x.data(), plane, x.h(), x.w(), y0, x0, fy, fx);
            int at = ((n * out.c() + c) * out.h() + h) * out.w() + w;
            out.data()[at] = adds ? out.data()[at] + sample : sample;
        }
    }
}
