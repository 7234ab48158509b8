package io.github.dysample.io.internal.bytes;

import io.github.dysample.io.FileFormatException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Random access to the bytes of a file, wherever they are. Not thread-safe. */
public interface Bytes extends Closeable {
    /** Bytes are read in pieces of at most this size, so that reading needs no buffer of the file's size. */
    int CHUNK = 1 << 16;

    /** The name for messages. */
    String name();

    long size();

    /** Copies {@code length} bytes from {@code position}, all of which exist. */
    void read(long position, byte[] into, int from, int length) throws IOException;

    @Override
    void close() throws IOException;

    /** A new array of {@code length} bytes from {@code position}, all of which exist. */
    default byte[] read(long position, int length) throws IOException {
        byte[] bytes = new byte[length];
        read(position, bytes, 0, length);
        return bytes;
    }

    /** The {@code length} bytes from {@code position}, all of which exist, as little-endian numbers. */
    default ByteBuffer littleEndian(long position, int length) throws IOException {
        return ByteBuffer.wrap(read(position, length)).order(ByteOrder.LITTLE_ENDIAN);
    }

    default FileFormatException fault(long position, String reason) {
        return new FileFormatException(name(), position, reason);
    }
}
