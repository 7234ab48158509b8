package io.github.dysample.io.internal.array;

/** Copies a strided view into a row-major array. */
public final class Strided {
    private Strided() {}

    /**
     * Gathers {@code from[offset + Σ index[i]·strides[i]]} over a shape. The caller has checked that every index lies
     * within {@code from} and that {@code into}, of the same Java type, has as many elements as the shape.
     */
    public static void gather(Object from, long offset, long[] shape, long[] strides, Object into) {
        int rank = shape.length;
        int rowLength = rank == 0 ? 1 : (int) shape[rank - 1];
        int rowStride = rank == 0 || rowLength == 1 ? 1 : (int) strides[rank - 1];
        long[] index = new long[rank]; // [rank], the last is always 0
        int length = Elements.length(into);
        for (int done = 0; done < length; done += rowLength) {
            long start = offset;
            for (int i = 0; i < rank - 1; i++) {
                start += index[i] * strides[i];
            }
            row(from, (int) start, rowStride, into, done, rowLength);
            for (int i = rank - 2; i >= 0 && ++index[i] == shape[i]; i--) {
                index[i] = 0;
            }
        }
    }

    private static void row(Object from, int start, int stride, Object into, int at, int length) {
        if (stride == 1) {
            System.arraycopy(from, start, into, at, length);
            return;
        }
        // Of any type: memory, not the call, is what large tensors wait for.
        for (int i = 0; i < length; i++) {
            System.arraycopy(from, start + i * stride, into, at + i, 1);
        }
    }
}
