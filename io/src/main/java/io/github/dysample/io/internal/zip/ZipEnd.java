package io.github.dysample.io.internal.zip;

import io.github.dysample.io.FileFormatException;
import io.github.dysample.io.internal.bytes.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The end record of a zip archive, by which it is read.
 *
 * @param entries how many members the central directory lists
 */
record ZipEnd(long directoryAt, long directoryBytes, long entries) {
    private static final int SIGNATURE = 0x06054b50;
    private static final int BYTES = 22;
    private static final int MAX_COMMENT = 0xFFFF;
    private static final int LOCATOR_SIGNATURE = 0x07064b50;
    private static final int LOCATOR_BYTES = 20;
    private static final int ZIP64_SIGNATURE = 0x06064b50;
    private static final int ZIP64_BYTES = 56;

    /** Finds and checks the end record. */
    static ZipEnd find(Bytes bytes) throws IOException {
        int tailBytes = (int) Math.min(bytes.size(), BYTES + MAX_COMMENT);
        long tailAt = bytes.size() - tailBytes;
        ByteBuffer tail = bytes.littleEndian(tailAt, tailBytes);
        for (int at = tailBytes - BYTES; at >= 0; at--) {
            if (tail.getInt(at) == SIGNATURE && Short.toUnsignedInt(tail.getShort(at + 20)) == tailBytes - BYTES - at) {
                return read(bytes, tail, at, tailAt + at);
            }
        }
        throw bytes.fault(bytes.size(), "the zip archive has no end record; it was probably cut off");
    }

    private static ZipEnd read(Bytes bytes, ByteBuffer tail, int at, long position) throws IOException {
        if (tail.getShort(at + 4) != 0 || tail.getShort(at + 6) != 0) {
            throw bytes.fault(position + 4, "the zip archive is split over several files");
        }
        int here = Short.toUnsignedInt(tail.getShort(at + 8));
        int entries = Short.toUnsignedInt(tail.getShort(at + 10));
        if (here != entries) {
            throw bytes.fault(position + 8, "the zip archive's end record counts " + here + " and " + entries
                    + " members");
        }
        ZipEnd end = new ZipEnd(
                Integer.toUnsignedLong(tail.getInt(at + 16)), Integer.toUnsignedLong(tail.getInt(at + 12)), entries);
        long locatorAt = position - LOCATOR_BYTES;
        if (locatorAt >= 0) {
            ByteBuffer locator = bytes.littleEndian(locatorAt, LOCATOR_BYTES);
            if (locator.getInt(0) == LOCATOR_SIGNATURE) {
                return readZip64(bytes, locator.getLong(8), locatorAt);
            }
        }
        return end.requireAdjoining(bytes, position);
    }

    private static ZipEnd readZip64(Bytes bytes, long position, long locatorAt) throws IOException {
        if (position < 0 || position > locatorAt - ZIP64_BYTES) {
            throw bytes.fault(locatorAt, "the zip64 end record is said to stand at byte " + position
                    + ", after its own locator");
        }
        ByteBuffer record = bytes.littleEndian(position, ZIP64_BYTES);
        if (record.getInt(0) != ZIP64_SIGNATURE || record.getLong(4) != locatorAt - position - 12) {
            throw bytes.fault(position, "the zip64 end record is not where its locator says");
        }
        if (record.getInt(16) != 0 || record.getInt(20) != 0 || record.getLong(24) != record.getLong(32)) {
            throw bytes.fault(position + 16, "the zip archive is split over several files");
        }
        return new ZipEnd(record.getLong(48), record.getLong(40), record.getLong(32)).requireAdjoining(bytes, position);
    }

    private ZipEnd requireAdjoining(Bytes bytes, long position) throws FileFormatException {
        if (directoryAt < 0 || directoryBytes < 0 || directoryAt > position
                || directoryBytes != position - directoryAt) {
            throw bytes.fault(position, "the zip directory is said to have " + directoryBytes + " bytes at byte "
                    + directoryAt + ", which does not reach the end record");
        }
        return this;
    }
}
