package io.github.dysample.io.internal;

import io.github.dysample.io.FileFormatException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Random access to the bytes of a file, wherever they are. Not thread-safe. */
public interface Bytes extends Closeable {
    /** Bytes are read in pieces of at most this size, so that reading needs no buffer of the file's size. */
    int CHUNK = 1 << 16;

    /** Opens a file. */
    static Bytes open(Path path) throws IOException {
        return new FileBytes(path);
    }

    /** The name for messages. */
    String name();

    /** The number of bytes. */
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

    /** The bytes from {@code position}, {@code length} of them, all of which exist. */
    default InputStream stream(long position, long length) {
        return new RegionStream(this, position, length);
    }

    /** An exception about this file. */
    default FileFormatException fault(long position, String reason) {
        return new FileFormatException(name(), position, reason);
    }
}
