package io.github.dysample.internal;

import io.github.dysample.DySampleConfig;
import io.github.dysample.Tensor;
import io.github.dysample.internal.scalar.Taps;

/**
 * Where and how a layer samples, computed only for inspection.
 *
 * @param coordinates clipped pixel coordinates (B, 2·g, sH, sW)
 * @param taps the pixels at or before them, the same shape
 * @param bilinear the weights of the four neighbours (B, 4·g, sH, sW)
 */
public record SamplingPoints(Tensor coordinates, Tensor taps, Tensor bilinear) {

    /** From offsets (B, 2·g·s², H, W). */
    public static SamplingPoints of(Tensor offsets, DySampleConfig config) {
        int g = config.groups();
        int high = config.scale() * offsets.h();
        int wide = config.scale() * offsets.w();
        SamplingPoints points = new SamplingPoints(
                Tensor.zeros(offsets.n(), 2 * g, high, wide),
                Tensor.zeros(offsets.n(), 2 * g, high, wide),
                Tensor.zeros(offsets.n(), 4 * g, high, wide));
        for (int n = 0; n < offsets.n(); n++) {
            for (int group = 0; group < g; group++) {
                for (int h = 0; h < high; h++) {
                    for (int w = 0; w < wide; w++) {
                        points.point(offsets, config.scale(), n, group, h, w);
                    }
                }
            }
        }
        return points;
    }

    /** The point of one output pixel and group. */
    private void point(Tensor offsets, int s, int n, int group, int h, int w) {
        int g = coordinates.c() / 2;
        int sub = h % s * s + w % s;
        float ox = offsets.get(n, group * s * s + sub, h / s, w / s);
        float oy = offsets.get(n, (g + group) * s * s + sub, h / s, w / s);
        int x0 = Taps.base(w / s, ox, offsets.w());
        int y0 = Taps.base(h / s, oy, offsets.h());
        float fx = Taps.fraction(w / s, ox, offsets.w());
        float fy = Taps.fraction(h / s, oy, offsets.h());
        coordinates.set(n, group, h, w, (float) ((double) x0 + fx));
        coordinates.set(n, g + group, h, w, (float) ((double) y0 + fy));
        taps.set(n, group, h, w, x0);
        taps.set(n, g + group, h, w, y0);
        bilinear.set(n, group, h, w, (1f - fx) * (1f - fy));
        bilinear.set(n, g + group, h, w, fx * (1f - fy));
        bilinear.set(n, 2 * g + group, h, w, (1f - fx) * fy);
        bilinear.set(n, 3 * g + group, h, w, fx * fy);
    }
}
