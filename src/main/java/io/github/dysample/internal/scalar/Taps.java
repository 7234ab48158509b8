package io.github.dysample.internal.scalar;

/**
 * Where an offset from a pixel points, in one dimension: the pixel before the point and the fraction beyond it.
 *
 * <p>The offset is split, the coordinate never formed: {@code position + offset} would lose bits as the position grows.
 * It also turns the clip into integer work.
 */
public final class Taps {
    private Taps() {}

    /** The pixel at or before the point, clipped to the map; 0 for NaN. */
    public static int base(int position, float offset, int size) {
        long base = unclipped(position, offset);
        return Float.isNaN(offset) || base < 0 ? 0 : (int) Math.min(base, size - 1);
    }

    /** How far the point lies beyond {@link #base}, from 0 to 1; 0 where the point was clipped, and for NaN. */
    public static float fraction(int position, float offset, int size) {
        long base = unclipped(position, offset);
        return base >= 0 && base < size - 1 && !Float.isNaN(offset) ? offset - (float) Math.floor(offset) : 0f;
    }

    private static long unclipped(int position, float offset) {
        // The cast to int saturates, so no offset wraps; ±Inf end outside any map.
        return position + (long) (int) Math.floor(offset);
    }
}
