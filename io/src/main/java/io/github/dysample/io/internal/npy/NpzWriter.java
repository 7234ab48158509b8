package io.github.dysample.io.internal.npy;

import io.github.dysample.io.NdArray;
import io.github.dysample.io.internal.bytes.WritableNames;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes the npz format as {@code numpy.savez} does: stored, not deflated. */
public final class NpzWriter {
    /**
     * A fixed time, so that the same arrays give the same bytes. Not zip's first, 1980-01-01: the JDK takes that one
     * for a time out of range and adds an extra field that depends on the time zone.
     */
    private static final LocalDateTime FIXED_TIME = LocalDateTime.of(2000, 1, 1, 0, 0);

    private static final String SUFFIX = ".npy";
    private static final int MAX_MEMBER_NAME = 0xFFFF - 46; // bytes; the JDK holds a directory entry to 16 bits

    private NpzWriter() {}

    /** Writes all arrays under their names, with {@code .npy} appended; {@code out} stays open. */
    public static void write(OutputStream out, Map<String, NdArray> arrays) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        for (Map.Entry<String, NdArray> array : arrays.entrySet()) {
            ZipEntry entry = new ZipEntry(memberName(array.getKey()));
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(NpyWriter.size(array.getValue()));
            entry.setCrc(crc(array.getValue()));
            entry.setTimeLocal(FIXED_TIME);
            zip.putNextEntry(entry);
            NpyWriter.write(zip, array.getValue());
            zip.closeEntry();
        }
        zip.finish();
    }

    private static String memberName(String name) {
        WritableNames.requireText("the name", name);
        long bytes = name.getBytes(StandardCharsets.UTF_8).length;
        WritableNames.requireLength(name, bytes, MAX_MEMBER_NAME - SUFFIX.length(), "bytes");
        return name + SUFFIX;
    }

    /** A stored member names its CRC before its data: the price is to encode everything twice. */
    private static long crc(NdArray array) throws IOException {
        CRC32 crc = new CRC32();
        NpyWriter.write(new CheckedOutputStream(OutputStream.nullOutputStream(), crc), array);
        return crc.getValue();
    }
}
