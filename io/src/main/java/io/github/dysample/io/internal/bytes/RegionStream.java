package io.github.dysample.io.internal.bytes;

import java.io.IOException;
import java.io.InputStream;

/** A region of a file as a stream. Unbuffered: read it in large pieces. */
public final class RegionStream extends InputStream {
    private final Bytes bytes;
    private final long end;
    private long position;

    /** The bytes from {@code position}, {@code length} of them, all of which exist. */
    public RegionStream(Bytes bytes, long position, long length) {
        this.bytes = bytes;
        this.position = position;
        this.end = position + length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int available = (int) Math.min(length, end - position);
        if (available == 0) {
            return length == 0 ? 0 : -1;
        }
        bytes.read(position, into, from, available);
        position += available;
        return available;
    }
}
