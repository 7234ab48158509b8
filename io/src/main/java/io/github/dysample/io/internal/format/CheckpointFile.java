package io.github.dysample.io.internal.format;

import io.github.dysample.io.internal.bytes.Bytes;
import io.github.dysample.io.internal.zip.ZipArchive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A file that may be a checkpoint, with its first bytes and, if it is an archive, its members. Not thread-safe. */
public final class CheckpointFile {
    private static final int HEAD_BYTES = 512;

    private final Bytes bytes;
    private final String head; // one byte per character, so that magic numbers compare as text
    private ZipArchive archive;

    public CheckpointFile(Bytes bytes) throws IOException {
        this.bytes = bytes;
        int headBytes = (int) Math.min(HEAD_BYTES, bytes.size());
        head = new String(bytes.read(0, headBytes), StandardCharsets.ISO_8859_1);
    }

    public Bytes bytes() {
        return bytes;
    }

    /** The first bytes, one per character. */
    String head() {
        return head;
    }

    /** Whether some bytes, one per character, stand at a position near the beginning. */
    public boolean has(int position, String magic) {
        return head.startsWith(magic, position);
    }

    /** Whether the file begins as zip archives do. */
    public boolean isZip() {
        return has(0, "PK\3\4") || has(0, "PK\5\6");
    }

    /** The file as a zip archive, whose directory is read once. */
    public ZipArchive archive() throws IOException {
        if (archive == null) {
            archive = ZipArchive.open(bytes);
        }
        return archive;
    }
}
