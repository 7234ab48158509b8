package io.github.dysample.verify.internal.mistake;

import io.github.dysample.verify.DoubleTensor;
import io.github.dysample.verify.Mistake;

/** Where the output pixels sample: the offsets shuffled, added to the pixels, clipped, split. */
final class WrongPoints {
    private final MistakenConfig config;
    private final DoubleTensor offsets;
    private final int s;
    private final int g;

    WrongPoints(MistakenConfig config, DoubleTensor offsets) {
        this.config = config;
        this.offsets = offsets;
        s = config.scale();
        g = config.groups();
    }

    private boolean has(Mistake mistake) {
        return config.has(mistake);
    }

    DoubleTensor coordinates() {
        return DoubleTensor.of(offsets.n(), 2 * g, s * offsets.h(), s * offsets.w(), (n, k, y, x) -> {
            int size = k < g ? offsets.w() : offsets.h();
            return clipped(unclipped(n, k, y, x), offset(n, k, y, x), size);
        });
    }

    /** {@return whether all four neighbours of an output's point are inside the map, before it is clipped} */
    boolean areInside(int n, int group, int y, int x) {
        double px = unclipped(n, group, y, x);
        double py = unclipped(n, g + group, y, x);
        return px >= 0 && px < offsets.w() - 1 && py >= 0 && py < offsets.h() - 1;
    }

    private double unclipped(int n, int k, int y, int x) {
        boolean isX = k < g;
        double offset = offset(n, k, y, x);
        if (has(Mistake.WRAPPED_OFFSETS) && offset > Integer.MAX_VALUE) {
            return Integer.MIN_VALUE;
        }
        return isX ? point(x, offset, offsets.w(), offsets.h()) : point(y, offset, offsets.h(), offsets.w());
    }

    DoubleTensor taps(DoubleTensor coordinates) {
        return DoubleTensor.of(offsets.n(), 2 * g, s * offsets.h(), s * offsets.w(), (n, k, y, x) -> {
            double point = coordinates.get(n, k, y, x);
            // The fraction of a negative offset that was truncated is negative, too.
            return has(Mistake.TRUNCATED) && offset(n, k, y, x) < 0 ? Math.ceil(point) : Math.floor(point);
        });
    }

    /** The offset that this port uses for an output. */
    private double offset(int n, int k, int y, int x) {
        int component = has(Mistake.SWAPPED_COMPONENTS) ? 1 - k / g : k / g;
        int group = has(Mistake.SHARED_OFFSETS) ? 0 : k % g;
        int i = has(Mistake.TRANSPOSED_SUBPOSITION) ? x % s : y % s;
        int j = has(Mistake.TRANSPOSED_SUBPOSITION) ? y % s : x % s;
        int map = has(Mistake.INTERLEAVED_COMPONENTS) ? group * 2 + component : component * g + group;
        int channel = has(Mistake.DCR_OFFSET_SHUFFLE) || has(Mistake.DCR_EVERYWHERE)
                ? (i * s + j) * 2 * g + map
                : (map * s + i) * s + j;
        return offsets.get(has(Mistake.FIRST_ITEM_OFFSETS) ? 0 : n, channel, y / s, x / s);
    }

    /** Where an output pixel points in one dimension, before it is clipped. */
    private double point(int out, double offset, int size, int otherSize) {
        double half = has(Mistake.NO_HALF_PIXEL) ? 0 : 0.5;
        // From the outer edge of the map, in pixels and then as a share of the map.
        double distance = has(Mistake.OUTPUT_PIXEL_OFFSETS) ? (out + half + offset) / s : out / s + half + offset;
        double share = distance / (has(Mistake.SWAPPED_SIZES) ? otherSize : size);
        if (has(Mistake.HALF_PRECISION_GRID)) {
            share = (Rounding.half(2 * share - 1) + 1) / 2;
        }
        double point = has(Mistake.ALIGNED_CORNERS) ? share * (size - 1) : share * size - 0.5;
        if (has(Mistake.HALF_PRECISION_COORDINATES)) {
            point = Rounding.half(point);
        }
        return has(Mistake.BFLOAT16_COORDINATES) ? Rounding.bfloat16(point) : point;
    }

    private double clipped(double point, double offset, int size) {
        double last = size - 1;
        if (Double.isNaN(point)) {
            if (has(Mistake.NAN_PROPAGATED)) {
                return point;
            }
            // It is the clip that makes 0 of NaN.
            return has(Mistake.NAN_CLIPPED_TO_THE_END) ? last : has(Mistake.ZERO_PADDING) ? point : 0;
        }
        if (has(Mistake.ZERO_PADDING)) {
            return point;
        }
        if (has(Mistake.CLIPPED_HALF_A_PIXEL_OUTSIDE)) {
            return Math.clamp(point, -0.5, last + 0.5);
        }
        if (has(Mistake.REFLECTED)) {
            return Math.clamp(reflected(point, size), 0, last);
        }
        return has(Mistake.TRUNCATED) ? truncated(point, offset, last) : Math.clamp(point, 0, last);
    }

    /** Mirrored at −0.5 and size − 0.5. */
    private static double reflected(double point, int size) {
        double distance = Math.abs(point + 0.5);
        double rest = distance % size;
        boolean even = Math.floor(distance / size) % 2 == 0;
        return (even ? rest : size - rest) - 0.5;
    }

    /** Clips the pixel that is left when a cast to int has split off the fraction, and keeps the fraction inside. */
    private static double truncated(double point, double offset, double last) {
        double fraction = offset - (offset < 0 ? Math.ceil(offset) : Math.floor(offset));
        double pixel = Math.rint(point - fraction);
        return pixel >= 0 && pixel < last ? point : Math.clamp(pixel, 0, last);
    }
}
