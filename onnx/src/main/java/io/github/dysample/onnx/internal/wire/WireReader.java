package io.github.dysample.onnx.internal.wire;

import io.github.dysample.io.FileFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;

/**
 * Reads the fields of one protobuf message, one after another. A message inside a message is a field's bytes, read by
 * another reader; nothing is allocated but what is asked for. Positions in messages are those in the file.
 */
public final class WireReader {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH = 2;
    private static final int FIXED32 = 5;
    private static final int MAX_SHIFT = 63;

    private final String file;
    private final byte[] bytes;
    private final int end;
    private int position;

    private int start;
    private int field;
    private int type;
    private long number;
    private int from;

    /** For a message in a file of a name. */
    public WireReader(String file, Slice message) {
        this.file = file;
        bytes = message.array();
        position = message.from();
        end = message.to();
    }

    /** Goes to the next field; false at the end of the message. */
    public boolean next() throws FileFormatException {
        if (position == end) {
            return false;
        }
        start = position;
        long tag = varint();
        type = (int) (tag & 7);
        if (tag >>> 3 == 0 || tag >>> 32 != 0) {
            throw fault(start, "field number " + Long.toUnsignedString(tag >>> 3)
                    + " is not one of protobuf; this is not an ONNX model, or it is damaged");
        }
        field = (int) (tag >>> 3);
        switch (type) {
            case VARINT -> number = varint();
            case FIXED64 -> skip(Long.BYTES);
            case LENGTH -> {
                long length = varint();
                if (length < 0 || length > end - position) {
                    throw fault(start, "field " + field + " has a length of " + Long.toUnsignedString(length)
                            + " bytes, " + (end - position) + " are left");
                }
                skip((int) length);
            }
            case FIXED32 -> skip(Integer.BYTES);
            default -> throw fault(start, "field " + field + " has wire type " + type + ", which ONNX does not use");
        }
        return true;
    }

    private void skip(int length) throws FileFormatException {
        if (length > end - position) {
            throw fault(start, "field " + field + " needs " + length + " bytes, " + (end - position) + " are left");
        }
        from = position;
        position += length;
    }

    private long varint() throws FileFormatException {
        long value = 0;
        for (int shift = 0; shift <= MAX_SHIFT; shift += 7) {
            if (position == end) {
                throw fault(position, "the message ends within a number");
            }
            byte next = bytes[position++];
            if (shift == MAX_SHIFT && next > 1) {
                break;
            }
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw fault(start, "a number has more than 64 bits");
    }

    /** The number of the field. */
    public int field() {
        return field;
    }

    /** The field with its tag, as it stands in the file. */
    public Slice whole() {
        return new Slice(bytes, start, position);
    }

    /** The value of a number. */
    public long number() throws FileFormatException {
        require(VARINT);
        return number;
    }

    /** The value of a number that has 32 bits. */
    public int smallNumber() throws FileFormatException {
        require(VARINT);
        if (number != (int) number) {
            throw fault(start, "field " + field + " is " + number + ", which has more than 32 bits");
        }
        return (int) number;
    }

    /** The value of a float. */
    public float real() throws FileFormatException {
        require(FIXED32);
        return ByteBuffer.wrap(bytes, from, Float.BYTES).order(ByteOrder.LITTLE_ENDIAN).getFloat();
    }

    /** The value of a message, of bytes, or of packed numbers. */
    public Slice bytes() throws FileFormatException {
        require(LENGTH);
        return new Slice(bytes, from, position);
    }

    /** The value of a text. */
    public String text() throws FileFormatException {
        require(LENGTH);
        return text(from, position);
    }

    /** All that is left of the message, as text. */
    public String remainingText() throws FileFormatException {
        start = position;
        position = end;
        return text(start, end);
    }

    private String text(int first, int last) throws FileFormatException {
        if (first == last) {
            return "";
        }
        try {
            return StandardCharsets.UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(bytes, first, last - first))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw fault(first, "field " + field + " is a text that is not UTF-8");
        }
    }

    /** One number or several packed ones, as a repeated field has them. */
    public void numbers(LongConsumer each) throws FileFormatException {
        if (type == VARINT) {
            each.accept(number);
            return;
        }
        require(LENGTH);
        WireReader packed = new WireReader(file, new Slice(bytes, from, position));
        while (packed.position < packed.end) {
            packed.start = packed.position;
            each.accept(packed.varint());
        }
    }

    /** The bytes of one number of a fixed length, or of several packed ones. */
    public Slice fixed(int length) throws FileFormatException {
        if (type != (length == Float.BYTES ? FIXED32 : FIXED64)) {
            require(LENGTH);
        }
        if ((position - from) % length != 0) {
            throw fault(from, "field " + field + " has " + (position - from) + " bytes, not a multiple of " + length);
        }
        return new Slice(bytes, from, position);
    }

    private void require(int wanted) throws FileFormatException {
        if (type != wanted) {
            throw fault(start, "field " + field + " has wire type " + type + ", must have " + wanted);
        }
    }

    /** A fault at the current field. */
    public FileFormatException fault(String reason) {
        return fault(start, reason);
    }

    private FileFormatException fault(int at, String reason) {
        return new FileFormatException(file, at, reason);
    }
}
