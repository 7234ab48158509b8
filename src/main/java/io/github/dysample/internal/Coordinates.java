package io.github.dysample.internal;

import io.github.dysample.DySampleConfig;
import io.github.dysample.Tensor;
import io.github.dysample.internal.scalar.Taps;

/** The sampling points of a layer in pixels, formed only to be looked at. */
public final class Coordinates {
    private Coordinates() {}

    /** From offsets (B, 2·g·s², H, W) to clipped pixel coordinates (B, 2·g, sH, sW). */
    public static Tensor of(Tensor offsets, DySampleConfig config) {
        int s = config.scale();
        Tensor coordinates = Tensor.zeros(offsets.n(), 2 * config.groups(), s * offsets.h(), s * offsets.w());
        for (int n = 0; n < coordinates.n(); n++) {
            for (int c = 0; c < coordinates.c(); c++) {
                boolean isX = c < config.groups();
                for (int y = 0; y < coordinates.h(); y++) {
                    for (int x = 0; x < coordinates.w(); x++) {
                        float offset = offsets.get(n, (c * s + y % s) * s + x % s, y / s, x / s);
                        int position = isX ? x / s : y / s;
                        int size = isX ? offsets.w() : offsets.h();
                        double coordinate = (double) Taps.base(position, offset, size)
                                + Taps.fraction(position, offset, size);
                        coordinates.set(n, c, y, x, (float) coordinate);
                    }
                }
            }
        }
        return coordinates;
    }
}
