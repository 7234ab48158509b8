package io.github.dysample.onnx.internal.wire;

/**
 * A range of a file's bytes, not copied.
 *
 * @param array the whole file
 * @param from the first byte
 * @param to behind the last byte
 */
public record Slice(byte[] array, int from, int to) {
    /** All of an array. */
    public static Slice of(byte[] array) {
        return new Slice(array, 0, array.length);
    }

    public int length() {
        return to - from;
    }
}
