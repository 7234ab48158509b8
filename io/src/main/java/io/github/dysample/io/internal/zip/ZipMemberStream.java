package io.github.dysample.io.internal.zip;

import io.github.dysample.io.FileFormatException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/** The bytes of a zip member: as many as it claims, no fewer and no more, and with the CRC-32 it claims. */
final class ZipMemberStream extends InputStream {
    private static final int INPUT_BYTES = 1 << 13;

    private final InputStream in;
    private final ZipMember member;
    private final String name;
    private final CRC32 crc = new CRC32();
    private final Inflater inflater; // null for a stored member
    private long position;

    private ZipMemberStream(InputStream raw, ZipMember member, String name) {
        this.member = member;
        this.name = name;
        inflater = member.deflated() ? new Inflater(true) : null;
        in = member.deflated() ? new InflaterInputStream(raw, inflater, INPUT_BYTES) : raw;
    }

    static ZipMemberStream open(InputStream raw, ZipMember member, String name) throws IOException {
        ZipMemberStream stream = new ZipMemberStream(raw, member, name);
        if (member.size() == 0) {
            try {
                stream.requireEnd();
            } catch (IOException damaged) {
                stream.close();
                throw damaged;
            }
        }
        return stream;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int wanted = (int) Math.min(length, member.size() - position);
        if (wanted == 0) {
            return length == 0 ? 0 : -1;
        }
        int count = readSome(into, from, wanted);
        if (count < 0) {
            throw fault("the member ends at byte " + position + " of " + member.size());
        }
        crc.update(into, from, count);
        position += count;
        if (position == member.size()) {
            requireEnd();
        }
        return count;
    }

    private int readSome(byte[] into, int from, int length) throws IOException {
        try {
            return in.read(into, from, length);
        } catch (ZipException damaged) {
            throw fault("the deflated data are damaged (" + damaged.getMessage() + ")");
        } catch (EOFException early) {
            throw fault("the deflated data end in the middle");
        }
    }

    private void requireEnd() throws IOException {
        if (inflater != null) {
            if (readSome(new byte[1], 0, 1) > 0) {
                throw fault("the member holds more than the " + member.size() + " bytes it claims");
            }
            if (inflater.getBytesRead() != member.compressed()) {
                throw fault("the deflated data end after " + inflater.getBytesRead() + " of " + member.compressed()
                        + " bytes");
            }
        }
        if (crc.getValue() != member.crc()) {
            throw fault(String.format(
                    "the member's CRC-32 is %08x, the archive says %08x: its bytes have changed since it was saved",
                    crc.getValue(), member.crc()));
        }
    }

    private FileFormatException fault(String reason) {
        return new FileFormatException(name, position, reason);
    }

    @Override
    public void close() {
        // Inflaters hold native memory that the garbage collector does not see.
        if (inflater != null) {
            inflater.end();
        }
    }
}
