package io.github.dysample.cli;

import io.github.dysample.DySampleWeights;
import io.github.dysample.io.Checkpoints;
import io.github.dysample.io.DType;
import io.github.dysample.io.DySampleLayers;
import io.github.dysample.io.LayerOptions;
import io.github.dysample.io.StateDict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Layers in checkpoint files; what is wrong with one is said with the name of the file. */
public final class CheckpointFiles {

    /**
     * A layer in a file.
     *
     * @param prefix what its names begin with
     * @param dtype the element type of its weights there
     * @param weights its weights
     */
    record Layer(String prefix, DType dtype, DySampleWeights weights) {

        /** {@return the prefix as a user can read and give it} */
        String shownPrefix() {
            return shown(prefix);
        }
    }

    private CheckpointFiles() {}

    /** {@return all layers of a file} */
    static List<Layer> layers(Path file, LayerOptions options) throws IOException {
        StateDict state = Checkpoints.read(file);
        try {
            return DySampleLayers.find(state, options).stream()
                    .map(found -> new Layer(
                            found.prefix(), state.get(found.prefix() + "offset.weight").dtype(), found.weights()))
                    .toList();
        } catch (IllegalArgumentException unfit) {
            throw unfit(file, unfit);
        }
    }

    /**
     * The layer of a file that holds one.
     *
     * @param file the checkpoint
     * @return its weights
     * @throws IOException if the file cannot be read
     */
    public static DySampleWeights readOnlyLayer(Path file) throws IOException {
        return readLayer(file, null, LayerOptions.NONE);
    }

    /** One layer of a file: the one of a prefix, or without a prefix the only one. */
    static DySampleWeights readLayer(Path file, String prefix, LayerOptions options) throws IOException {
        StateDict state = Checkpoints.read(file);
        List<String> prefixes = DySampleLayers.prefixes(state);
        if (prefixes.isEmpty()) {
            throw new UsageException(file + ": no DySample layer in it");
        }
        try {
            return DySampleLayers.read(state, choose(file, prefix, prefixes), options);
        } catch (IllegalArgumentException unfit) {
            throw unfit(file, unfit);
        }
    }

    private static String choose(Path file, String prefix, List<String> prefixes) {
        if (prefix == null) {
            if (prefixes.size() > 1) {
                throw new UsageException(file + ": " + prefixes.size() + " layers in it, choose one with --prefix: "
                        + list(prefixes));
            }
            return prefixes.getFirst();
        }
        String dotted = prefix.isEmpty() || prefix.endsWith(".") ? prefix : prefix + ".";
        if (!prefixes.contains(dotted)) {
            throw new UsageException(file + ": no layer " + shown(dotted) + " in it, only: " + list(prefixes));
        }
        return dotted;
    }

    private static String list(List<String> prefixes) {
        return prefixes.stream().map(CheckpointFiles::shown).collect(Collectors.joining(", "));
    }

    private static String shown(String prefix) {
        return prefix.isEmpty() ? "\"\"" : prefix;
    }

    private static UsageException unfit(Path file, IllegalArgumentException unfit) {
        return new UsageException(file + ": " + unfit.getMessage());
    }

    /** Refuses a file, for its name or its place, before any work is done. */
    static void requireWritable(Path file) throws IOException {
        FileKind kind = FileKind.of(file);
        if (kind != FileKind.SAFETENSORS && kind != FileKind.NPZ) {
            throw new UsageException(file + ": checkpoints are written as .safetensors or .npz");
        }
        Replacement.check(file);
    }

    /** Writes a layer as PyTorch's module has it. */
    static void write(DySampleWeights weights, Path file) throws IOException {
        Checkpoints.write(file, DySampleLayers.toStateDict("", weights));
    }
}
