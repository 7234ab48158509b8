package io.github.dysample.io.internal.bytes;

import io.github.dysample.Tensor;
import io.github.dysample.io.AtomicFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** A stream into an array of known size, which is handed out without a copy. */
public final class ArrayOutput extends ByteArrayOutputStream {
    private ArrayOutput(int size) {
        super(size);
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
        return out.buf;
    }
}
