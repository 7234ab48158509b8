package io.github.dysample.io;

import io.github.dysample.io.internal.Bytes;
import io.github.dysample.io.internal.CheckpointReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** State dicts of any supported format. Safe to call from any thread. */
public final class Checkpoints {
    private Checkpoints() {}

    /**
     * Reads a state dict; its content, not its name, tells the format: safetensors, npz, a PyTorch checkpoint, or npy,
     * whose one array gets the name of the file without {@code .npy}.
     *
     * @param file the file
     * @return its arrays
     * @throws FileFormatException if the file is of another format or breaks a rule of its own; checkpoints from before
     *     PyTorch 1.6 are refused with the advice to save them again
     * @throws IOException if it cannot be read
     * @see TorchCheckpoint#read
     */
    public static StateDict read(Path file) throws IOException {
        try (Bytes bytes = Bytes.open(file)) {
            return CheckpointReader.read(bytes);
        }
    }

    /**
     * Writes a state dict in the format that the file's name asks for.
     *
     * @param file a name ending in {@code .safetensors} or {@code .npz}
     * @param dict what to write
     * @throws IllegalArgumentException if the name ends otherwise
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
