package io.github.dysample.io;

import io.github.dysample.io.internal.bytes.ArrayOutput;
import io.github.dysample.io.internal.bytes.FileBytes;
import io.github.dysample.io.internal.bytes.MemoryBytes;
import io.github.dysample.io.internal.npy.NpyReader;
import io.github.dysample.io.internal.npy.NpyWriter;
import java.io.IOException;
import java.nio.file.Path;

/** The npy format of NumPy: one array. Safe to call from any thread. */
public final class Npy {
    private Npy() {}

    /**
     * Reads a file of version 1, 2 or 3, of either byte order, row-major (C) or column-major (Fortran); the result is
     * row-major. Two raw bytes ({@code V2}), as which NumPy saves the bfloat16 of ml_dtypes, are read as
     * {@link DType#BF16}. Structured, complex, text and object arrays are refused, and so are bytes after the last
     * element.
     *
     * @param file the file
     * @return its array
     * @throws FileFormatException if the file breaks a rule of the format or is of a kind that is not supported
     * @throws IOException if it cannot be read
     */
    public static NdArray read(Path file) throws IOException {
        try (FileBytes bytes = new FileBytes(file)) {
            return NpyReader.readArray(bytes);
        }
    }

    /**
     * Reads the content of a file, as {@link #read(Path)} does.
     *
     * @param name the name for messages
     * @param content the bytes
     * @return its array
     * @throws FileFormatException if the content breaks a rule of the format or is of a kind that is not supported
     * @throws IOException for no other reason
     */
    public static NdArray read(String name, byte[] content) throws IOException {
        return NpyReader.readArray(new MemoryBytes(name, content));
    }

    /**
     * Writes a file of version 1.0, row-major and little-endian, aligned to 64 bytes; it replaces an older one, and
     * appears whole or not at all. {@link DType#BF16}, which NumPy does not have, is written as float32, which holds it
     * exactly.
     *
     * @param file the file
     * @param array the array to write
     * @throws IOException if it cannot be written
     */
    public static void write(Path file, NdArray array) throws IOException {
        AtomicFile.write(file, out -> NpyWriter.write(out, array));
    }

    /**
     * {@return the content of the file that {@link #write} writes}
     *
     * @param array the array to write
     * @throws IllegalArgumentException if they are more than a Java array holds
     */
    public static byte[] toBytes(NdArray array) {
        return ArrayOutput.bytes(NpyWriter.size(array), out -> NpyWriter.write(out, array));
    }
}
