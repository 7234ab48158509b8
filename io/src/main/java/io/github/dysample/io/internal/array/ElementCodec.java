package io.github.dysample.io.internal.array;

import io.github.dysample.io.DType;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.internal.bytes.Bytes;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Elements from and to streams of bytes, piece by piece. */
public final class ElementCodec {
    private ElementCodec() {}

    /** Reads a primitive array of {@code length} elements. */
    public static Object read(InputStream in, ByteOrder order, DType dtype, int length) throws IOException {
        Object elements = Elements.allocate(dtype, length);
        ValueLayout layout = Elements.layout(dtype).withOrder(order);
        byte[] piece = piece(dtype, length);
        for (int done = 0; done < length; ) {
            int count = Math.min(length - done, piece.length / dtype.bytes());
            int needed = count * dtype.bytes();
            int read = in.readNBytes(piece, 0, needed);
            if (read < needed) {
                throw new EOFException("the data end " + (needed - read) + " bytes early");
            }
            MemorySegment.copy(MemorySegment.ofArray(piece), layout, 0, elements, done, count);
            done += count;
        }
        return elements;
    }

    /** Writes the elements of an array, little-endian. */
    public static void write(OutputStream out, NdArray array) throws IOException {
        DType dtype = array.dtype();
        ValueLayout layout = Elements.layout(dtype).withOrder(ByteOrder.LITTLE_ENDIAN);
        byte[] piece = piece(dtype, array.size());
        for (int done = 0; done < array.size(); ) {
            int count = Math.min(array.size() - done, piece.length / dtype.bytes());
            MemorySegment.copy(array.elements(), done, MemorySegment.ofArray(piece), layout, 0, count);
            out.write(piece, 0, count * dtype.bytes());
            done += count;
        }
    }

    private static byte[] piece(DType dtype, int length) {
        return new byte[(int) Math.min(Bytes.CHUNK, (long) length * dtype.bytes())];
    }
}
