package io.github.dysample.internal.scalar;

/** The bilinear sum of four neighbours; the only place that says in which order. */
public final class Bilinear {
    private Bilinear() {}

    /**
     * Reads one plane between pixels (y0, x0) and (y0 + 1, x0 + 1).
     *
     * @param data holds the plane
     * @param plane where it begins
     */
    public static float sample(float[] data, int plane, int height, int width, int y0, int x0, float fy, float fx) {
        float nw = (1f - fx) * (1f - fy);
        float ne = fx * (1f - fy);
        float sw = (1f - fx) * fy;
        float se = fx * fy;
        float sum = nw * value(data, plane, height, width, y0, x0);
        sum = Math.fma(ne, value(data, plane, height, width, y0, x0 + 1), sum);
        sum = Math.fma(sw, value(data, plane, height, width, y0 + 1, x0), sum);
        return Math.fma(se, value(data, plane, height, width, y0 + 1, x0 + 1), sum);
    }

    /** A pixel, or 0 outside: a repeated edge pixel that is infinite would make NaN of its weight 0. */
    public static float value(float[] data, int plane, int height, int width, int y, int x) {
        return y >= 0 && y < height && x >= 0 && x < width ? data[plane + y * width + x] : 0f;
    }
}
