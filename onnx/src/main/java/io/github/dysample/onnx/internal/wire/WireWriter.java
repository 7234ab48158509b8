package io.github.dysample.onnx.internal.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes the fields of one protobuf message. Each method returns the writer. */
public final class WireWriter {
    private static final int VARINT = 0;
    private static final int LENGTH = 2;
    private static final int FIXED32 = 5;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** A number. */
    public WireWriter number(int field, long value) {
        tag(field, VARINT);
        varint(value);
        return this;
    }

    /** A float. */
    public WireWriter real(int field, float value) {
        tag(field, FIXED32);
        return raw(ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).array());
    }

    /** A text. */
    public WireWriter text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes. */
    public WireWriter bytes(int field, byte[] value) {
        tag(field, LENGTH);
        varint(value.length);
        return raw(value);
    }

    /** A message. */
    public WireWriter message(int field, WireWriter message) {
        return bytes(field, message.toBytes());
    }

    /** Repeated numbers, packed. */
    public WireWriter packed(int field, long... values) {
        WireWriter packed = new WireWriter();
        for (long value : values) {
            packed.varint(value);
        }
        return message(field, packed);
    }

    /** Repeated numbers, one field each: {@code ints} of attributes are not packed in proto2. */
    public WireWriter repeated(int field, long... values) {
        for (long value : values) {
            number(field, value);
        }
        return this;
    }

    /** Whole fields as they stand in a file. */
    public WireWriter copy(Slice fields) {
        out.write(fields.array(), fields.from(), fields.length());
        return this;
    }

    /** {@return what was written} */
    public byte[] toBytes() {
        return out.toByteArray();
    }

    private WireWriter raw(byte[] bytes) {
        out.write(bytes, 0, bytes.length);
        return this;
    }

    private void tag(int field, int type) {
        varint((long) field << 3 | type);
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
