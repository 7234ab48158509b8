package io.github.dysample.internal.vector;

/**
 * Brings what a band needs into the second-level cache, channel after channel: memory is read fastest along a row, but
 * the loops after it read some values of every channel in turn.
 */
final class Nearby {
    /** Floats to a line of the cache. */
    private static final int LINE = 16;

    float[] copied = {};

    /** From one channel to the next in {@link #copied}. */
    int stride;

    /** Kept only because the compiler leaves out a sum that is never read. */
    private int sum;

    /**
     * {@return how far apart rows of {@code count} floats should lie} An odd number of lines: rows some power of two
     * apart would drive each other out of the cache.
     */
    static int apart(int count) {
        return (Math.ceilDiv(count, LINE) | 1) * LINE;
    }

    void copy(float[] x, int from, int stride, int channels, int count) {
        int copiedStride = apart(count);
        if (copied.length < channels * copiedStride) {
            copied = new float[channels * copiedStride];
        }
        for (int c = 0; c < channels; c++) {
            System.arraycopy(x, from + c * stride, copied, c * copiedStride, count);
        }
        this.stride = copiedStride;
    }

    void touch(float[] x, int from, int stride, int channels, int count) {
        int bits = 0;
        for (int c = 0; c < channels; c++) {
            int first = from + c * stride;
            for (int i = first; i < first + count; i += LINE) {
                bits += Float.floatToRawIntBits(x[i]);
            }
        }
        sum = bits;
    }

    /** {@return what was read} */
    @Override
    public String toString() {
        return "sum " + sum;
    }
}
