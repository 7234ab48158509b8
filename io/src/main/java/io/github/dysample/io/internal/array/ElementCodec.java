package io.github.dysample.io.internal.array;

import io.github.dysample.io.internal.bytes.Bytes;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Primitive arrays from and to streams of bytes, piece by piece. */
public final class ElementCodec {
    private ElementCodec() {}

    /** Fills a primitive array from a stream. */
    public static void read(InputStream in, ByteOrder order, int elementBytes, Object elements) throws IOException {
        int length = Elements.length(elements);
        ByteBuffer piece = ByteBuffer.wrap(new byte[pieceBytes(length, elementBytes)]).order(order);
        for (int done = 0; done < length; ) {
            int count = Math.min(length - done, piece.capacity() / elementBytes);
            int read = in.readNBytes(piece.array(), 0, count * elementBytes);
            if (read < count * elementBytes) {
                throw new EOFException("the data end " + (count * elementBytes - read) + " bytes early");
            }
            piece.clear();
            switch (elements) {
                case byte[] array -> piece.get(array, done, count);
                case short[] array -> piece.asShortBuffer().get(array, done, count);
                case int[] array -> piece.asIntBuffer().get(array, done, count);
                case long[] array -> piece.asLongBuffer().get(array, done, count);
                case float[] array -> piece.asFloatBuffer().get(array, done, count);
                case double[] array -> piece.asDoubleBuffer().get(array, done, count);
                default -> throw new AssertionError(elements.getClass());
            }
            done += count;
        }
    }

    /** Writes a primitive array to a stream, little-endian. */
    public static void write(OutputStream out, int elementBytes, Object elements) throws IOException {
        int length = Elements.length(elements);
        ByteBuffer piece =
                ByteBuffer.wrap(new byte[pieceBytes(length, elementBytes)]).order(ByteOrder.LITTLE_ENDIAN);
        for (int done = 0; done < length; ) {
            int count = Math.min(length - done, piece.capacity() / elementBytes);
            piece.clear();
            switch (elements) {
                case byte[] array -> piece.put(array, done, count);
                case short[] array -> piece.asShortBuffer().put(array, done, count);
                case int[] array -> piece.asIntBuffer().put(array, done, count);
                case long[] array -> piece.asLongBuffer().put(array, done, count);
                case float[] array -> piece.asFloatBuffer().put(array, done, count);
                case double[] array -> piece.asDoubleBuffer().put(array, done, count);
                default -> throw new AssertionError(elements.getClass());
            }
            out.write(piece.array(), 0, count * elementBytes);
            done += count;
        }
    }

    private static int pieceBytes(int length, int elementBytes) {
        return (int) Math.min(Bytes.CHUNK, (long) length * elementBytes);
    }
}
