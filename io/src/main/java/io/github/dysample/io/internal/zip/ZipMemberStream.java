package io.github.dysample.io.internal.zip;

import io.github.dysample.io.FileFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The bytes of a zip member: as many as it claims, no fewer and no more, and with the CRC-32 it claims. */
final class ZipMemberStream extends InputStream {
    private static final int INPUT_BYTES = 1 << 13;

    private final InputStream raw;
    private final ZipMember member;
    private final String name;
    private final CRC32 crc = new CRC32();
    private final Inflater inflater; // null for a stored member
    private final byte[] input; // the inflater reads from here
    private long position;

    private ZipMemberStream(InputStream raw, ZipMember member, String name) {
        this.raw = raw;
        this.member = member;
        this.name = name;
        inflater = member.deflated() ? new Inflater(true) : null;
        input = member.deflated() ? new byte[INPUT_BYTES] : null;
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
        Objects.checkFromIndexSize(from, length, into.length);
        if (length == 0) {
            return 0;
        }
        int wanted = (int) Math.min(length, member.size() - position);
        if (wanted == 0) {
            return -1;
        }
        int count = inflater == null ? raw.read(into, from, wanted) : inflate(into, from, wanted);
        if (count <= 0) {
            throw new FileFormatException(
                    name, position, "the member ends at byte " + position + " of " + member.size());
        }
        crc.update(into, from, count);
        position += count;
        if (position == member.size()) {
            requireEnd();
        }
        return count;
    }

    /** Inflates at least one byte unless the deflated data are at their end, then 0. */
    private int inflate(byte[] into, int from, int length) throws IOException {
        try {
            while (true) {
                int count = inflater.inflate(into, from, length);
                if (count > 0 || inflater.finished()) {
                    return count;
                }
                if (inflater.needsDictionary()) {
                    throw new FileFormatException(name, position, "the deflated data ask for a preset dictionary");
                }
                int read = raw.read(input, 0, input.length);
                if (read < 0) {
                    throw new FileFormatException(name, position, "the deflated data end in the middle");
                }
                inflater.setInput(input, 0, read);
            }
        } catch (DataFormatException damaged) {
            throw new FileFormatException(
                    name, position, "the deflated data are damaged (" + damaged.getMessage() + ")");
        }
    }

    private void requireEnd() throws IOException {
        if (inflater != null) {
            if (inflate(new byte[1], 0, 1) > 0) {
                throw new FileFormatException(
                        name, position, "the member holds more than the " + member.size() + " bytes it claims");
            }
            if (inflater.getBytesRead() != member.compressed()) {
                throw new FileFormatException(name, position, "the deflated data end after " + inflater.getBytesRead()
                        + " of " + member.compressed() + " bytes");
            }
        }
        if (crc.getValue() != member.crc()) {
            throw new FileFormatException(name, position, String.format(
                    "the member's CRC-32 is %08x, the archive says %08x: its bytes have changed since it was saved",
                    crc.getValue(), member.crc()));
        }
    }

    @Override
    public void close() {
        // Inflaters hold native memory that the garbage collector does not see.
        if (inflater != null) {
            inflater.end();
        }
    }
}
