package io.github.dysample.spark;

import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.unsafe.Platform;

/**
 * Writes maps as Spark holds {@code struct<shape:array<int>,data:array<float>>} in memory, into one buffer that is used
 * again and again. Spark then copies such a row as one block of bytes; of any other form it copies the floats one by
 * one.
 *
 * <p>The layout: a word of bits that say which field is null, then for each field a word with its place and its size in
 * bytes, then the fields. An array is a word with the number of elements, bits that say which is null, and the
 * elements; each part takes whole words of 8 bytes.
 */
final class MapRow {
    private static final int FIELDS = 2;
    private static final int FIELDS_START = Long.BYTES * (1 + FIELDS);
    private static final int PLACE_BITS = 32;
    /** Room that Spark wants beside a row in an array of bytes. */
    private static final int SPARE = 1 << 10;

    private final UnsafeRow row = new UnsafeRow(FIELDS);
    private long[] buffer = {};

    /**
     * {@return the row, over which the next call writes}
     *
     * @param shape of the map
     * @param data where the map's elements are
     * @param from the first of them
     * @param length how many they are
     */
    UnsafeRow of(int[] shape, float[] data, int from, int length) throws BadRowException {
        int shapeSize = (int) arraySize(shape.length);
        long dataSize = arraySize(length);
        long size = FIELDS_START + shapeSize + dataSize;
        if (size > Integer.MAX_VALUE - SPARE) {
            throw new BadRowException("the result has " + length + " elements, which take " + size
                    + " bytes, and a row of Spark has fewer than " + (Integer.MAX_VALUE - SPARE));
        }
        int words = (int) (size / Long.BYTES);
        if (buffer.length < words) {
            buffer = new long[words];
        }
        buffer[0] = 0;
        buffer[1] = (long) FIELDS_START << PLACE_BITS | shapeSize;
        buffer[2] = (long) (FIELDS_START + shapeSize) << PLACE_BITS | dataSize;
        write(shape, Platform.INT_ARRAY_OFFSET, shape.length, FIELDS_START / Long.BYTES);
        write(data, Platform.FLOAT_ARRAY_OFFSET + (long) from * Float.BYTES, length,
                (FIELDS_START + shapeSize) / Long.BYTES);
        row.pointTo(buffer, Platform.LONG_ARRAY_OFFSET, (int) size);
        return row;
    }

    /** Bytes of an array of elements of four bytes. */
    private static long arraySize(int length) {
        return UnsafeArrayData.calculateHeaderPortionInBytes((long) length)
                + Math.ceilDiv((long) length * Integer.BYTES, Long.BYTES) * Long.BYTES;
    }

    private void write(Object elements, long offset, int length, int word) {
        int header = UnsafeArrayData.calculateHeaderPortionInBytes(length) / Long.BYTES;
        buffer[word] = length;
        for (int i = 1; i < header; i++) {
            buffer[word + i] = 0;
        }
        int end = word + (int) (arraySize(length) / Long.BYTES);
        if (length > 0) {
            buffer[end - 1] = 0; // rows are compared as bytes, those behind the last element included
        }
        Platform.copyMemory(elements, offset, buffer,
                Platform.LONG_ARRAY_OFFSET + (long) (word + header) * Long.BYTES, (long) length * Integer.BYTES);
    }
}
