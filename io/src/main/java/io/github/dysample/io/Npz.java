package io.github.dysample.io;

import io.github.dysample.io.internal.bytes.FileBytes;
import io.github.dysample.io.internal.npy.NpzReader;
import io.github.dysample.io.internal.npy.NpzWriter;
import java.io.IOException;
import java.nio.file.Path;

/** The npz format of NumPy: named arrays in a zip archive. Safe to call from any thread. */
public final class Npz {
    private Npz() {}

    /**
     * Reads a file, stored or deflated. A name loses the suffix {@code .npy}. The CRC-32 of every member is checked.
     * Deflated members may together hold 256 MiB or 64 times the file, whichever is more.
     *
     * @param file the file
     * @return its arrays in the order of the archive
     * @throws FileFormatException if the file breaks a rule of zip or npy, has two arrays of one name, or expands too
     *     far
     * @throws IOException if it cannot be read
     */
    public static StateDict read(Path file) throws IOException {
        try (FileBytes bytes = new FileBytes(file)) {
            return new NpzReader().read(bytes);
        }
    }

    /**
     * Writes a file as {@code numpy.savez} does, uncompressed; it replaces an older one, and appears whole or not at
     * all. {@link DType#BF16} is written as float32. The format has no place for metadata, which are dropped.
     *
     * @param file the file
     * @param dict the state dict to write
     * @throws IllegalArgumentException if a name has a lone surrogate or more bytes than zip allows
     * @throws IOException if it cannot be written
     */
    public static void write(Path file, StateDict dict) throws IOException {
        AtomicFile.write(file, out -> NpzWriter.write(out, dict.arrays()));
    }
}
