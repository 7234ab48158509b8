package io.github.dysample.verify.internal.check;

/** The axes of a stage, (N, C, H, W), and the number of the layer's groups, which have the same number of channels. */
record Axes(int items, int channels, int height, int width, int groups) {
    /** The index of a value outside the array, which counts as explained. */
    static final int NOWHERE = -1;

    static Axes of(long[] shape, int groups) {
        return new Axes((int) shape[0], (int) shape[1], (int) shape[2], (int) shape[3], groups);
    }

    int elements() {
        return items * channels * height * width;
    }

    /** {@return where a value is among all; {@link #NOWHERE} if it is outside} */
    int index(int n, int c, int h, int w) {
        return h >= 0 && h < height && w >= 0 && w < width
                ? ((n * channels + c) * height + h) * width + w
                : NOWHERE;
    }

    int item(int index) {
        return index / (channels * height * width);
    }

    int channel(int index) {
        return index / (height * width) % channels;
    }

    int row(int index) {
        return index / width % height;
    }

    int column(int index) {
        return index % width;
    }
}
