package io.github.dysample.jmh;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A TorchScript model without weights, made of the source of its one class. */
final class TorchScriptArchive {
    /** An object of the class {@code Layer}, whose one attribute says that it is in training. */
    private static final String MODULE =
            "\u0080\2c__torch__\nLayer\nq\0)\u0081}(X\10\0\0\0trainingq\1\u0088ubq\2.";
    /** An empty tuple. */
    private static final String CONSTANTS = "\u0080\2).";

    private TorchScriptArchive() {}

    /** The bytes of a model whose code is a resource. */
    static byte[] of(String source) throws IOException {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (InputStream code = TorchScriptArchive.class.getResourceAsStream(source);
                ZipOutputStream zip = new ZipOutputStream(archive)) {
            if (code == null) {
                throw new FileNotFoundException(source + " is not among the resources");
            }
            add(zip, "data.pkl", MODULE.getBytes(StandardCharsets.ISO_8859_1));
            add(zip, "code/__torch__.py", code.readAllBytes());
            add(zip, "constants.pkl", CONSTANTS.getBytes(StandardCharsets.ISO_8859_1));
            add(zip, "version", "4\n".getBytes(StandardCharsets.ISO_8859_1));
        }
        return archive.toByteArray();
    }

    /** Stored, as PyTorch does it. */
    private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry("archive/" + name);
        CRC32 crc = new CRC32();
        crc.update(content);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
