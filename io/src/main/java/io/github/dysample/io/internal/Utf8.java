package io.github.dysample.io.internal;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** UTF-8 without forgiveness. */
public final class Utf8 {
    private Utf8() {}

    /** Decodes bytes; malformed input is an error rather than a replacement character. */
    public static String decode(byte[] bytes, int from, int length) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, length)).toString();
    }
}
