package io.github.dysample.internal.vector;

/**
 * Where the outputs of one row sample: made once per row and group, used by all channels of the group.
 *
 * <p>Grows to the widest row it has seen. Entries from {@link #count} to the next whole vector repeat the last one, so
 * that a row narrower than a vector is computed as one.
 */
final class RowPlan {
    int count;
    int[] x0 = {}; // [padded count]
    int[] y0 = {}; // [padded count]
    float[] fx = {}; // [padded count]
    float[] fy = {}; // [padded count]
    final float[] narrow = new float[Lanes.COUNT]; // outputs of a row narrower than a vector
    private int[] base = {}; // [width], one sub-column
    private float[] fraction = {}; // [width], one sub-column

    /** Makes room for a row. */
    void resize(int count) {
        this.count = count;
        int padded = Lanes.padded(count);
        if (x0.length < padded) {
            x0 = new int[padded];
            y0 = new int[padded];
            fx = new float[padded];
            fy = new float[padded];
        }
    }

    /**
     * Plans output row {@code scale * h + i} of one group.
     *
     * @param offsets holds the x offsets of sub-column j at {@code xFrom + j * stride}, the y offsets at
     *     {@code yFrom + j * stride}, each {@code width} long
     */
    void plan(float[] offsets, int xFrom, int yFrom, int stride, int scale, int h, int height, int width) {
        resize(scale * width);
        if (base.length < width) {
            base = new int[width];
            fraction = new float[width];
        }
        for (int j = 0; j < scale; j++) {
            Taps.split(offsets, xFrom + j * stride, width, 0, 1, width, base, fraction);
            interleave(j, scale, width, x0, fx);
            Taps.split(offsets, yFrom + j * stride, width, h, 0, height, base, fraction);
            interleave(j, scale, width, y0, fy);
        }
        pad();
    }

    private void interleave(int j, int scale, int width, int[] bases, float[] fractions) {
        for (int w = 0; w < width; w++) {
            bases[w * scale + j] = base[w];
            fractions[w * scale + j] = fraction[w];
        }
    }

    /** Repeats the last entry up to a whole vector. */
    void pad() {
        for (int i = count; i < Lanes.padded(count); i++) {
            x0[i] = x0[count - 1];
            y0[i] = y0[count - 1];
            fx[i] = fx[count - 1];
            fy[i] = fy[count - 1];
        }
    }
}
