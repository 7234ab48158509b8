package io.github.dysample.io.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What the first bytes of a file say it is. */
enum FileKind {
    SAFETENSORS,
    NPY,
    ZIP,
    /** A checkpoint from before PyTorch 1.6, a tar archive or a bare pickle. */
    LEGACY_TORCH,
    /** The text that Git keeps in place of a large file. */
    LFS_POINTER,
    UNKNOWN;

    private static final int HEAD_BYTES = 512;
    private static final int TAR_MAGIC_AT = 257;

    /** Looks at a file. */
    static FileKind of(Bytes bytes) throws IOException {
        // One byte per character, so that magic numbers compare as text.
        int headBytes = (int) Math.min(HEAD_BYTES, bytes.size());
        String head = new String(bytes.read(0, headBytes), StandardCharsets.ISO_8859_1);
        if (head.startsWith("PK\3\4") || head.startsWith("PK\5\6")) {
            return ZIP;
        }
        if (head.startsWith(new String(NpyReader.MAGIC, StandardCharsets.ISO_8859_1))) {
            return NPY;
        }
        if (head.startsWith("version https://git-lfs")) {
            return LFS_POINTER;
        }
        // Before pickles: the length of a safetensors header may begin with the byte of a pickle.
        if (head.length() > Long.BYTES && head.charAt(Long.BYTES) == '{') {
            return SAFETENSORS;
        }
        if (head.startsWith("\u0080") || head.startsWith("ustar", TAR_MAGIC_AT)) {
            return LEGACY_TORCH;
        }
        return UNKNOWN;
    }
}
