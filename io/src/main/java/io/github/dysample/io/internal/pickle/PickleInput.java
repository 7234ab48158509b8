package io.github.dysample.io.internal.pickle;

import io.github.dysample.io.FileFormatException;
import io.github.dysample.io.internal.bytes.Utf8;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;

/** The bytes of a pickle, read in order and never past their end. */
public final class PickleInput {
    private final String file;
    private final byte[] bytes;
    private int at;
    private int opcodeAt;

    /** The bytes of a pickle in a file. */
    public PickleInput(String file, byte[] bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    int length() {
        return bytes.length;
    }

    boolean hasRemaining() {
        return at < bytes.length;
    }

    /** The next opcode, whose position {@link #fault} gives from now on. */
    int opcode() throws FileFormatException {
        opcodeAt = at;
        return unsignedByte();
    }

    int unsignedByte() throws FileFormatException {
        return bytes[advance(1)] & 0xFF;
    }

    int unsignedShort() throws FileFormatException {
        int start = advance(2);
        return bytes[start] & 0xFF | (bytes[start + 1] & 0xFF) << 8;
    }

    int int32() throws FileFormatException {
        return littleEndian().getInt(advance(4));
    }

    long int64() throws FileFormatException {
        return littleEndian().getLong(advance(8));
    }

    /** A little-endian integer of any length in two's complement, or null if it does not fit a long. */
    Long integer(int length) throws FileFormatException {
        int start = advance(length);
        if (length > Long.BYTES) {
            return null;
        }
        long value = length > 0 ? bytes[start + length - 1] >> 7 : 0; // the sign, spread
        for (int i = length - 1; i >= 0; i--) {
            value = value << 8 | bytes[start + i] & 0xFF;
        }
        return value;
    }

    String text(long length) throws FileFormatException {
        int start = advance(length);
        try {
            return Utf8.decode(bytes, start, (int) length);
        } catch (CharacterCodingException malformed) {
            throw new FileFormatException(file, start, "a string of the pickle is not UTF-8");
        }
    }

    /** Text up to the next line feed, which is consumed. */
    String line() throws FileFormatException {
        int end = at;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        if (end == bytes.length) {
            throw new FileFormatException(file, at, "a line of the pickle has no end");
        }
        String line = text(end - (long) at);
        at++;
        return line;
    }

    void skip(long length) throws FileFormatException {
        advance(length);
    }

    /** Checks that a number of bytes remain. */
    void require(long length) throws FileFormatException {
        if (length < 0 || length > bytes.length - at) {
            throw new FileFormatException(
                    file,
                    at,
                    "the pickle ends after " + (bytes.length - at) + " of " + Long.toUnsignedString(length)
                            + " bytes it needs here");
        }
    }

    /** An exception about the last opcode. */
    public FileFormatException fault(String reason) {
        return new FileFormatException(file, opcodeAt, reason);
    }

    private int advance(long length) throws FileFormatException {
        require(length);
        int start = at;
        at += (int) length;
        return start;
    }

    private ByteBuffer littleEndian() {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
