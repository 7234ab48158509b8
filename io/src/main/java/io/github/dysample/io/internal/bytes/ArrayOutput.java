package io.github.dysample.io.internal.bytes;

import io.github.dysample.Tensor;
import io.github.dysample.io.AtomicFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** A stream into an array of known size, which is handed out without a copy. */
public final class ArrayOutput extends OutputStream {
    private final ByteBuffer bytes;

    private ArrayOutput(int size) {
        bytes = ByteBuffer.allocate(size);
    }

    /** The bytes of a file whose size is known. */
    public static byte[] bytes(long size, AtomicFile.Content content) {
        if (size > Tensor.MAX_ELEMENTS) {
            throw new IllegalArgumentException(
                    "the file would have " + size + " bytes, a Java array holds " + Tensor.MAX_ELEMENTS);
        }
        ArrayOutput out = new ArrayOutput((int) size);
        try {
            content.writeTo(out);
        } catch (IOException impossible) {
            throw new AssertionError("memory cannot fail to be written", impossible);
        }
        return out.bytes.array();
    }

    @Override
    public void write(int value) {
        bytes.put((byte) value);
    }

    @Override
    public void write(byte[] from, int position, int length) {
        bytes.put(from, position, length);
    }
}
