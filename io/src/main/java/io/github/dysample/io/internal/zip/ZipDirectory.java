package io.github.dysample.io.internal.zip;

import io.github.dysample.Tensor;
import io.github.dysample.io.FileFormatException;
import io.github.dysample.io.internal.bytes.Bytes;
import io.github.dysample.io.internal.bytes.Quote;
import io.github.dysample.io.internal.bytes.Utf8;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;

/** Reads the central directory of a zip archive and the local header each entry points to. */
final class ZipDirectory {
    private static final int SIGNATURE = 0x02014b50;
    private static final int HEADER_BYTES = 46;
    private static final int LOCAL_SIGNATURE = 0x04034b50;
    private static final int LOCAL_BYTES = 30;
    private static final int ENCRYPTED = 1 | 1 << 6 | 1 << 13;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final long IN_ZIP64 = 0xFFFFFFFFL;
    private static final int ZIP64_FIELD = 1;

    private final Bytes bytes;
    private final ZipEnd end;
    private final ByteBuffer directory;

    private ZipDirectory(Bytes bytes, ZipEnd end) throws IOException {
        this.bytes = bytes;
        this.end = end;
        directory = bytes.littleEndian(end.directoryAt(), (int) end.directoryBytes());
    }

    /** The members, without the entries that only name a folder. */
    static List<ZipMember> read(Bytes bytes, ZipEnd end) throws IOException {
        if (end.directoryBytes() > Tensor.MAX_ELEMENTS) {
            throw bytes.fault(end.directoryAt(), "the zip directory has " + end.directoryBytes()
                    + " bytes, a Java array holds " + Tensor.MAX_ELEMENTS);
        }
        return new ZipDirectory(bytes, end).readAll();
    }

    private List<ZipMember> readAll() throws IOException {
        List<ZipMember> members = new ArrayList<>();
        long entries = 0;
        while (directory.hasRemaining()) {
            ZipMember member = readNext();
            entries++;
            if (!member.name().endsWith("/")) {
                members.add(member);
            }
        }
        if (entries != end.entries()) {
            throw bytes.fault(end.directoryAt(), "the zip directory has " + entries + " entries, the end record says "
                    + end.entries());
        }
        return members;
    }

    private ZipMember readNext() throws IOException {
        int at = directory.position();
        if (directory.remaining() < HEADER_BYTES || directory.getInt(at) != SIGNATURE) {
            throw fault(at, "a zip directory entry is missing here");
        }
        int nameBytes = Short.toUnsignedInt(directory.getShort(at + 28));
        int extraBytes = Short.toUnsignedInt(directory.getShort(at + 30));
        int commentBytes = Short.toUnsignedInt(directory.getShort(at + 32));
        int entryBytes = HEADER_BYTES + nameBytes + extraBytes + commentBytes;
        if (directory.remaining() < entryBytes) {
            throw fault(at, "a zip directory entry of " + entryBytes + " bytes passes the directory's end");
        }
        directory.position(at + entryBytes);
        String name = name(at, nameBytes);
        if ((directory.getShort(at + 8) & ENCRYPTED) != 0) {
            throw fault(at + 8, "member " + Quote.of(name) + " is encrypted");
        }
        int method = Short.toUnsignedInt(directory.getShort(at + 10));
        if (method != STORED && method != DEFLATED) {
            throw fault(at + 10, "member " + Quote.of(name) + " has compression method " + method
                    + ", only stored (0) and deflated (8) are supported");
        }
        long[] sizes = { // as they are extended in this order: size, compressed size, position
            Integer.toUnsignedLong(directory.getInt(at + 24)),
            Integer.toUnsignedLong(directory.getInt(at + 20)),
            Integer.toUnsignedLong(directory.getInt(at + 42))
        };
        extend(sizes, at + HEADER_BYTES + nameBytes, extraBytes);
        if (method == STORED && sizes[0] != sizes[1]) {
            throw fault(at + 20, "member " + Quote.of(name) + " is stored but has two sizes, " + sizes[0] + " and "
                    + sizes[1]);
        }
        long dataAt = dataAt(sizes[2], name, at, nameBytes, method);
        long crc = Integer.toUnsignedLong(directory.getInt(at + 16));
        return new ZipMember(name, method == DEFLATED, crc, sizes[1], sizes[0], sizes[2], dataAt);
    }

    private String name(int at, int nameBytes) throws FileFormatException {
        try {
            return Utf8.decode(directory.array(), at + HEADER_BYTES, nameBytes);
        } catch (CharacterCodingException malformed) {
            throw fault(at + HEADER_BYTES, "the name of a zip member is not UTF-8");
        }
    }

    /** Replaces the sizes that did not fit 32 bits by those of the zip64 extra field. */
    private void extend(long[] sizes, int extraAt, int extraBytes) throws FileFormatException {
        int end = extraAt + extraBytes;
        for (int at = extraAt; at + 4 <= end; ) {
            int id = Short.toUnsignedInt(directory.getShort(at));
            int fieldEnd = at + 4 + Short.toUnsignedInt(directory.getShort(at + 2));
            if (fieldEnd > end) {
                throw fault(at, "an extra field of a zip directory entry passes its end");
            }
            if (id == ZIP64_FIELD) {
                int value = at + 4;
                for (int i = 0; i < sizes.length; i++) {
                    if (sizes[i] == IN_ZIP64 && value + 8 <= fieldEnd) {
                        sizes[i] = directory.getLong(value);
                        value += 8;
                    }
                }
            }
            at = fieldEnd;
        }
        for (long size : sizes) {
            if (size < 0) {
                throw fault(extraAt, "a size of a zip directory entry is over 2^63");
            }
        }
    }

    private long dataAt(long headerAt, String name, int entryAt, int nameBytes, int method) throws IOException {
        if (headerAt > end.directoryAt() - LOCAL_BYTES - nameBytes) {
            throw fault(entryAt + 42, "member " + Quote.of(name) + " is said to stand at byte " + headerAt
                    + ", past the zip directory at " + end.directoryAt());
        }
        ByteBuffer local = bytes.littleEndian(headerAt, LOCAL_BYTES + nameBytes);
        if (local.getInt(0) != LOCAL_SIGNATURE
                || Short.toUnsignedInt(local.getShort(8)) != method
                || Short.toUnsignedInt(local.getShort(26)) != nameBytes
                || !local.slice(LOCAL_BYTES, nameBytes).equals(directory.slice(entryAt + HEADER_BYTES, nameBytes))) {
            throw bytes.fault(headerAt, "the zip directory and the header of member " + Quote.of(name) + " disagree");
        }
        return headerAt + LOCAL_BYTES + nameBytes + Short.toUnsignedInt(local.getShort(28));
    }

    private FileFormatException fault(int at, String reason) {
        return bytes.fault(end.directoryAt() + at, reason);
    }
}
