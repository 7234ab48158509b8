package io.github.dysample.internal.scalar;

import io.github.dysample.Tensor;
import io.github.dysample.spi.Workers;

/** From the gradient of what was sampled to those of the offsets and of the map it was sampled from. */
public final class OffsetSampleGradient {
    private OffsetSampleGradient() {}

    /**
     * Both, or the one that is not null.
     *
     * @param gradOut has as many channels as x, or a group's, which all groups then share
     */
    public static void run(
            Tensor x, Tensor offsets, Tensor gradOut, int scale, int groups, Tensor gradX, Tensor gradOffsets,
            Workers workers) {
        if (gradOffsets != null) {
            ofOffsets(x, offsets, gradOut, scale, groups, gradOffsets, workers);
        }
        if (gradX != null) {
            ofMap(offsets, gradOut, scale, groups, gradX, workers);
        }
    }

    private static void ofOffsets(
            Tensor x, Tensor offsets, Tensor gradOut, int scale, int groups, Tensor gradOffsets, Workers workers) {
        int rows = gradOut.n() * gradOut.h();
        if (workers.width() == 1) {
            for (int row = 0; row < rows; row++) {
                row(x, offsets, gradOut, scale, groups, row, gradOffsets);
            }
        } else {
            workers.run(rows, row -> row(x, offsets, gradOut, scale, groups, row, gradOffsets));
        }
    }

    private static void row(
            Tensor x, Tensor offsets, Tensor gradOut, int scale, int groups, int row, Tensor gradOffsets) {
        for (int group = 0; group < groups; group++) {
            for (int w = 0; w < gradOut.w(); w++) {
                point(x, offsets, gradOut, scale, groups, row / gradOut.h(), group, row % gradOut.h(), w, gradOffsets);
            }
        }
    }

    /** The offset of one output position and group: how the samples of the group's channels change with the point. */
    private static void point(
            Tensor x, Tensor offsets, Tensor gradOut, int scale, int groups, int n, int group, int h, int w,
            Tensor gradOffsets) {
        int k = group * scale * scale + h % scale * scale + w % scale;
        int ky = groups * scale * scale + k;
        float ox = offsets.get(n, k, h / scale, w / scale);
        float oy = offsets.get(n, ky, h / scale, w / scale);
        int x0 = Taps.base(w / scale, ox, x.w());
        int y0 = Taps.base(h / scale, oy, x.h());
        float fx = Taps.fraction(w / scale, ox, x.w());
        float fy = Taps.fraction(h / scale, oy, x.h());
        int channels = x.c() / groups;
        float px = 0f;
        float py = 0f;
        for (int c = group * channels; c < (group + 1) * channels; c++) {
            int plane = (n * x.c() + c) * x.h() * x.w();
            float nw = Bilinear.value(x.data(), plane, x.h(), x.w(), y0, x0);
            float ne = Bilinear.value(x.data(), plane, x.h(), x.w(), y0, x0 + 1);
            float sw = Bilinear.value(x.data(), plane, x.h(), x.w(), y0 + 1, x0);
            float se = Bilinear.value(x.data(), plane, x.h(), x.w(), y0 + 1, x0 + 1);
            float north = ne - nw;
            float west = sw - nw;
            float twist = (se - sw) - north;
            float grad = gradOut.data()[gradAt(gradOut, n, c, h, w)];
            px = Math.fma(grad, Math.fma(fy, twist, north), px);
            py = Math.fma(grad, Math.fma(fx, twist, west), py);
        }
        // Selected, not multiplied: at the border a sum may be NaN or infinite, and 0 times it NaN.
        gradOffsets.set(n, k, h / scale, w / scale, moves(x0, fx, x.w()) ? px : 0f);
        gradOffsets.set(n, ky, h / scale, w / scale, moves(y0, fy, x.h()) ? py : 0f);
    }

    /** Whether the point follows its offset: not at the border, nor where the offset is clipped to it or NaN. */
    private static boolean moves(int base, float fraction, int size) {
        return base < size - 1 && (base > 0 || fraction > 0f);
    }

    private static void ofMap(
            Tensor offsets, Tensor gradOut, int scale, int groups, Tensor gradX, Workers workers) {
        int planes = gradX.n() * gradX.c();
        if (workers.width() == 1) {
            for (int plane = 0; plane < planes; plane++) {
                scatter(offsets, gradOut, scale, groups, plane, gradX);
            }
        } else {
            workers.run(planes, plane -> scatter(offsets, gradOut, scale, groups, plane, gradX));
        }
    }

    /** One channel of the map: every output, in order of rows and columns, adds to the four pixels it read. */
    private static void scatter(Tensor offsets, Tensor gradOut, int scale, int groups, int plane, Tensor gradX) {
        int height = gradX.h();
        int width = gradX.w();
        int n = plane / gradX.c();
        int c = plane % gradX.c();
        int group = c / (gradX.c() / groups);
        int first = plane * height * width;
        for (int p = first; p < first + height * width; p++) {
            gradX.data()[p] = 0f;
        }
        for (int h = 0; h < gradOut.h(); h++) {
            for (int w = 0; w < gradOut.w(); w++) {
                int k = group * scale * scale + h % scale * scale + w % scale;
                float ox = offsets.get(n, k, h / scale, w / scale);
                float oy = offsets.get(n, groups * scale * scale + k, h / scale, w / scale);
                int x0 = Taps.base(w / scale, ox, width);
                int y0 = Taps.base(h / scale, oy, height);
                float fx = Taps.fraction(w / scale, ox, width);
                float fy = Taps.fraction(h / scale, oy, height);
                float grad = gradOut.data()[gradAt(gradOut, n, c, h, w)];
                add(gradX, first, y0, x0, grad, (1f - fx) * (1f - fy));
                add(gradX, first, y0, x0 + 1, grad, fx * (1f - fy));
                add(gradX, first, y0 + 1, x0, grad, (1f - fx) * fy);
                add(gradX, first, y0 + 1, x0 + 1, grad, fx * fy);
            }
        }
    }

    /** A pixel outside is skipped; a weight of 0 is not, as 0 times an infinite gradient is NaN. */
    private static void add(Tensor gradX, int plane, int y, int x, float grad, float weight) {
        if (y < gradX.h() && x < gradX.w()) {
            int at = plane + y * gradX.w() + x;
            gradX.data()[at] = Math.fma(grad, weight, gradX.data()[at]);
        }
    }

    private static int gradAt(Tensor gradOut, int n, int c, int h, int w) {
        return ((n * gradOut.c() + c % gradOut.c()) * gradOut.h() + h) * gradOut.w() + w;
    }
}
