package io.github.dysample.verify.internal.golden;

import io.github.dysample.verify.DoubleTensor;

/**
 * How far points are, in pixels, from where the derivative of what they sample jumps: from the nearest whole number, or
 * outside the map from the border. Next to such a place rounding decides the gradient of an offset.
 */
public final class KinkDistance {
    private KinkDistance() {}

    /** {@return the distance of the point of each offset}; NaN where the offset is */
    public static DoubleTensor of(DoubleTensor offsets) {
        return DoubleTensor.of(offsets.n(), offsets.c(), offsets.h(), offsets.w(), (n, k, h, w) -> {
            boolean isX = k < offsets.c() / 2;
            double point = (isX ? w : h) + offsets.get(n, k, h, w);
            double last = (isX ? offsets.w() : offsets.h()) - 1;
            if (point <= 0 || point >= last) {
                return point <= 0 ? -point : point - last;
            }
            return Math.abs(point - Math.rint(point));
        });
    }
}
