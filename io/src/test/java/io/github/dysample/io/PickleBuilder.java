package io.github.dysample.io;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes pickles of protocol 2, opcode by opcode; positions in tests are counted from what is appended. */
final class PickleBuilder {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    PickleBuilder() {
        raw(0x80, 2);
    }

    PickleBuilder raw(int... bytes) {
        for (int b : bytes) {
            out.write(b);
        }
        return this;
    }

    PickleBuilder op(String opcodes) {
        out.writeBytes(opcodes.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    PickleBuilder text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.write('X');
        out.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(bytes.length)
                .array());
        out.writeBytes(bytes);
        return this;
    }

    PickleBuilder integer(long value) {
        out.write(0x8a);
        out.write(8);
        out.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array());
        return this;
    }

    PickleBuilder integers(long... values) {
        op("(");
        for (long value : values) {
            integer(value);
        }
        return op("t");
    }

    PickleBuilder global(String module, String name) {
        return op("c" + module + "\n" + name + "\n");
    }

    PickleBuilder storage(String type, String key, long length) {
        return op("(")
                .text("storage")
                .global("torch", type)
                .text(key)
                .text("cpu")
                .integer(length)
                .op("tQ");
    }

    /** A tensor that views a float storage. */
    PickleBuilder tensor(String key, long length, long offset, long[] size, long[] stride) {
        return global("torch._utils", "_rebuild_tensor_v2")
                .op("(")
                .storage("FloatStorage", key, length)
                .integer(offset)
                .integers(size)
                .integers(stride)
                .raw(0x89)
                .global("collections", "OrderedDict")
                .op(")RtR");
    }

    /** A tensor of rank 1 that is all of its storage. */
    PickleBuilder vector(String key, long length) {
        return tensor(key, length, 0, new long[] {length}, new long[] {1});
    }

    int position() {
        return out.size();
    }

    byte[] stop() {
        return op(".").out.toByteArray();
    }
}
