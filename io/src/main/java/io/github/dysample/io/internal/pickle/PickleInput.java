package io.github.dysample.io.internal.pickle;

import io.github.dysample.io.FileFormatException;
import io.github.dysample.io.internal.bytes.Utf8;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;

/** The bytes of a pickle, read in order and never past their end. */
public final class PickleInput {
    private final String file;
    private final ByteBuffer bytes;
    private int opcodeAt;

    /** The bytes of a pickle in a file. */
    public PickleInput(String file, byte[] bytes) {
        this.file = file;
        this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    int length() {
        return bytes.capacity();
    }

    boolean hasRemaining() {
        return bytes.hasRemaining();
    }

    /** The next opcode, whose position {@link #fault} gives from now on. */
    int opcode() throws FileFormatException {
        opcodeAt = bytes.position();
        return unsignedByte();
    }

    int unsignedByte() throws FileFormatException {
        return Byte.toUnsignedInt(require(1).get());
    }

    int unsignedShort() throws FileFormatException {
        return Short.toUnsignedInt(require(2).getShort());
    }

    int int32() throws FileFormatException {
        return require(4).getInt();
    }

    long int64() throws FileFormatException {
        return require(8).getLong();
    }

    /** A little-endian integer of any length in two's complement, or null if it does not fit a long. */
    Long integer(int length) throws FileFormatException {
        int start = skip(length);
        if (length > Long.BYTES) {
            return null;
        }
        long value = length > 0 ? bytes.get(start + length - 1) >> 7 : 0; // the sign, spread
        for (int i = length - 1; i >= 0; i--) {
            value = value << 8 | Byte.toUnsignedInt(bytes.get(start + i));
        }
        return value;
    }

    String text(long length) throws FileFormatException {
        int start = skip(length);
        try {
            return Utf8.decode(bytes.array(), start, (int) length);
        } catch (CharacterCodingException malformed) {
            throw new FileFormatException(file, start, "a string of the pickle is not UTF-8");
        }
    }

    /** Text up to the next line feed, which is consumed. */
    String line() throws FileFormatException {
        int start = bytes.position();
        int end = start;
        while (end < length() && bytes.get(end) != '\n') {
            end++;
        }
        if (end == length()) {
            throw new FileFormatException(file, start, "a line of the pickle has no end");
        }
        String line = text(end - start);
        skip(1);
        return line;
    }

    /** Skips a number of bytes and returns the position of the first. */
    int skip(long length) throws FileFormatException {
        int start = require(length).position();
        bytes.position(start + (int) length);
        return start;
    }

    /** The bytes, once it is known that so many remain. */
    ByteBuffer require(long length) throws FileFormatException {
        if (length < 0 || length > bytes.remaining()) {
            throw new FileFormatException(file, bytes.position(), "the pickle ends after " + bytes.remaining() + " of "
                    + Long.toUnsignedString(length) + " bytes it needs here");
        }
        return bytes;
    }

    /** An exception about the last opcode. */
    public FileFormatException fault(String reason) {
        return new FileFormatException(file, opcodeAt, reason);
    }
}
