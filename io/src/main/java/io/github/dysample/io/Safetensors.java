package io.github.dysample.io;

import io.github.dysample.io.internal.bytes.ArrayOutput;
import io.github.dysample.io.internal.bytes.FileBytes;
import io.github.dysample.io.internal.bytes.MemoryBytes;
import io.github.dysample.io.internal.safetensors.SafetensorsReader;
import io.github.dysample.io.internal.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Path;

/** The safetensors format: named arrays and free text. Safe to call from any thread. */
public final class Safetensors {
    private Safetensors() {}

    /**
     * Reads a file. The types of {@link DType} are supported; the others of the format, floating-point numbers of 8
     * bits and less and complex numbers, are refused.
     *
     * @param file the file
     * @return its arrays in the order of its header, and its metadata
     * @throws FileFormatException if the file breaks a rule of the format
     * @throws IOException if it cannot be read
     */
    public static StateDict read(Path file) throws IOException {
        try (FileBytes bytes = new FileBytes(file)) {
            return new SafetensorsReader().read(bytes);
        }
    }

    /**
     * Reads the content of a file, as {@link #read(Path)} does.
     *
     * @param name the name for messages
     * @param content the bytes
     * @return its arrays in the order of its header, and its metadata
     * @throws FileFormatException if the content breaks a rule of the format
     * @throws IOException for no other reason
     */
    public static StateDict read(String name, byte[] content) throws IOException {
        return new SafetensorsReader().read(new MemoryBytes(name, content));
    }

    /**
     * Writes a file with the arrays and the metadata of a state dict; it replaces an older one, and appears whole or
     * not at all. Arrays of wide elements come first, so that all are aligned; otherwise the order is kept.
     *
     * @param file the file
     * @param dict the state dict to write
     * @throws IllegalArgumentException if an array has the name {@code __metadata__}, or a name or the metadata have a
     *     lone surrogate, or a name more characters than {@link #read} takes
     * @throws IOException if it cannot be written
     */
    public static void write(Path file, StateDict dict) throws IOException {
        AtomicFile.write(file, new SafetensorsWriter(dict)::writeTo);
    }

    /**
     * {@return the content of the file that {@link #write} writes}
     *
     * @param dict the state dict to write
     * @throws IllegalArgumentException as {@link #write} does, or if they are more than a Java array holds
     */
    public static byte[] toBytes(StateDict dict) {
        SafetensorsWriter writer = new SafetensorsWriter(dict);
        return ArrayOutput.bytes(writer.size(), writer::writeTo);
    }
}
