package io.github.dysample.onnx.internal.find;

/** The batch, height and width of a map. */
record MapSize(int batch, int height, int width) {
    MapSize withBatch(int other) {
        return new MapSize(other, height, width);
    }

    @Override
    public String toString() {
        return height + "×" + width;
    }
}
