package io.github.dysample.internal.scalar;

import io.github.dysample.Padding;

/** From a normalised grid value to a pixel coordinate that is safe to sample at. */
public final class GridCoordinate {
    /** So far outside any map that all four neighbours are outside, too. */
    public static final float OUTSIDE = -2f;

    private GridCoordinate() {}

    public static float pixel(float value, int size, Padding padding, boolean alignCorners) {
        float last = size - 1;
        float coordinate = Math.fma(value, (alignCorners ? last : size) / 2f, last / 2f);
        return switch (padding) {
            case ZEROS -> coordinate > -1f && coordinate < size ? coordinate : OUTSIDE;
            case BORDER -> clip(coordinate, last);
            case REFLECTION -> clip(alignCorners
                    ? reflect(coordinate, 0f, last)
                    : reflect(coordinate, -0.5f, size), last);
        };
    }

    /** Not above 0 means 0, which takes NaN along. */
    private static float clip(float coordinate, float last) {
        if (!(coordinate > 0f)) {
            return 0f;
        }
        return coordinate > last ? last : coordinate;
    }

    /** Mirrors at {@code low} and at {@code low + span}, as often as needed. */
    private static float reflect(float coordinate, float low, float span) {
        float distance = Math.abs(coordinate - low);
        float flips = (float) Math.floor(distance / span);
        float rest = Math.fma(-flips, span, distance);
        boolean even = flips - 2f * (float) Math.floor(flips * 0.5f) == 0f;
        return even ? rest + low : span - rest + low;
    }
}
