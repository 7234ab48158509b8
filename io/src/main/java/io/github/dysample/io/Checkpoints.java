package io.github.dysample.io;

import io.github.dysample.io.internal.bytes.Bytes;
import io.github.dysample.io.internal.bytes.FileBytes;
import io.github.dysample.io.internal.bytes.MemoryBytes;
import io.github.dysample.io.internal.format.CheckpointFile;
import io.github.dysample.io.internal.format.CheckpointFormat;
import io.github.dysample.io.internal.format.ForeignFile;
import io.github.dysample.io.internal.npy.NpyReader;
import io.github.dysample.io.internal.npy.NpzReader;
import io.github.dysample.io.internal.safetensors.SafetensorsReader;
import io.github.dysample.io.internal.torch.TorchReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** State dicts of any supported format. Safe to call from any thread. */
public final class Checkpoints {
    /** The first that recognises a file reads it: npz takes every archive that PyTorch's reader leaves. */
    private static final List<CheckpointFormat> FORMATS =
            List.of(new NpyReader(), new TorchReader(), new NpzReader(), new SafetensorsReader());

    private static final int SHOWN_BYTES = 8;

    private Checkpoints() {}

    /**
     * Reads a state dict; its content, not its name, decides the format: safetensors, npz, a PyTorch checkpoint, or
     * npy, whose one array gets the name {@code arr_0}, as NumPy's {@code savez} calls an array without a name.
     *
     * @param file the file
     * @return its arrays
     * @throws FileFormatException if the file is of another format or breaks a rule of its own; checkpoints from before
     *     PyTorch 1.6 are refused with the advice to save them again
     * @throws IOException if it cannot be read
     * @see TorchCheckpoint#read
     */
    public static StateDict read(Path file) throws IOException {
        return read(file, name -> true);
    }

    /**
     * Reads some arrays of a state dict; of the others, only their place in the file is checked.
     * An array that is not asked for costs no memory, and its type need not be supported.
     *
     * @param file the file
     * @param names which names to read, such as {@link DySampleLayers#isLayerArray}
     * @return the arrays whose names are accepted
     * @throws FileFormatException as {@link #read(Path)} does
     * @throws IOException if it cannot be read
     */
    public static StateDict read(Path file, Predicate<String> names) throws IOException {
        try (FileBytes bytes = new FileBytes(file)) {
            return read(bytes, names);
        }
    }

    /**
     * Reads the arrays of a state dict one after the other, in the order of the file, so that not all of them are in
     * memory at once: a visited array is released, unless later ones of a PyTorch checkpoint share its elements.
     *
     * @param file the file, of any format that {@link #read(Path)} reads
     * @param visitor takes each array
     * @throws FileFormatException as {@link #read(Path)} does; the arrays before the fault were visited then
     * @throws IOException if it cannot be read, or the visitor throws it
     */
    public static void visit(Path file, ArrayVisitor visitor) throws IOException {
        try (FileBytes bytes = new FileBytes(file)) {
            CheckpointFile opened = new CheckpointFile(bytes);
            format(opened).visit(opened, name -> true, visitor);
        }
    }

    /**
     * Reads the content of a file, as {@link #read(Path)} does.
     *
     * @param name the name for messages
     * @param content the bytes
     * @return its arrays
     * @throws FileFormatException if the content is of another format or breaks a rule of its own
     * @throws IOException for no other reason
     */
    public static StateDict read(String name, byte[] content) throws IOException {
        return read(new MemoryBytes(name, content), array -> true);
    }

    private static StateDict read(Bytes bytes, Predicate<String> names) throws IOException {
        CheckpointFile file = new CheckpointFile(bytes);
        return format(file).read(file, names);
    }

    private static CheckpointFormat format(CheckpointFile file) throws IOException {
        for (CheckpointFormat format : FORMATS) {
            if (format.recognises(file)) {
                return format;
            }
        }
        Bytes bytes = file.bytes();
        String known = ForeignFile.describe(file);
        if (known != null) {
            throw bytes.fault(0, "the file is " + known);
        }
        byte[] first = bytes.read(0, (int) Math.min(SHOWN_BYTES, bytes.size()));
        throw bytes.fault(0, "the file is in none of the supported formats ("
                + FORMATS.stream().map(CheckpointFormat::name).collect(Collectors.joining(", ")) + "); it has "
                + bytes.size() + " bytes and begins with [" + HexFormat.ofDelimiter(" ").formatHex(first) + "]");
    }

    /**
     * Writes a state dict in the format that the file's name asks for.
     *
     * @param file a name ending in {@code .safetensors} or {@code .npz}
     * @param dict the state dict to write
     * @throws IllegalArgumentException if the name ends otherwise, or the format cannot hold the name of an array
     * @throws IOException if the file cannot be written
     */
    public static void write(Path file, StateDict dict) throws IOException {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".safetensors")) {
            Safetensors.write(file, dict);
        } else if (name.endsWith(".npz")) {
            Npz.write(file, dict);
        } else {
            throw new IllegalArgumentException(
                    "cannot tell the format of " + file + ", its name must end in .safetensors or .npz");
        }
    }
}
