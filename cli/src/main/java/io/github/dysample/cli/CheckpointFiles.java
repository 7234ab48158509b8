package io.github.dysample.cli;

import io.github.dysample.DySampleWeights;
import io.github.dysample.io.Checkpoints;
import io.github.dysample.io.DType;
import io.github.dysample.io.DySampleLayers;
import io.github.dysample.io.LayerOptions;
import io.github.dysample.io.StateDict;
import io.github.dysample.verify.internal.text.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Layers in checkpoint files; what is wrong with one is said with the name of the file. */
final class CheckpointFiles {

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
            return prefix.isEmpty() ? "\"\"" : Printable.of(prefix);
        }
    }

    private CheckpointFiles() {}

    /** {@return all layers of a file} */
    static List<Layer> layers(Path file, LayerOptions options) throws IOException {
        StateDict state = Checkpoints.read(file, DySampleLayers::isLayerArray);
        try {
            return DySampleLayers.find(state, options).stream()
                    .map(found -> new Layer(
                            found.prefix(), state.get(found.prefix() + "offset.weight").dtype(), found.weights()))
                    .toList();
        } catch (IllegalArgumentException unfit) {
            throw new UsageException(file + ": " + LayerErrors.text(unfit));
        }
    }

    /** One layer of a file: the one of a prefix, or without a prefix the only one. */
    static DySampleWeights readLayer(Path file, String prefix, LayerOptions options) throws IOException {
        try {
            return prefix == null
                    ? DySampleLayers.read(file, options)
                    : DySampleLayers.read(file, prefix, options);
        } catch (IllegalArgumentException unfit) {
            throw new UsageException(LayerErrors.text(unfit));
        }
    }

    /** Refuses a file, for its name or its place, before any work is done. */
    static void requireWritable(Path file) throws IOException {
        FileExtension kind = FileExtension.of(file);
        if (kind != FileExtension.SAFETENSORS && kind != FileExtension.NPZ) {
            throw new UsageException(file + ": checkpoints are written as .safetensors or .npz");
        }
        Targets.check(file);
    }

    /** Writes a layer as PyTorch's module has it. */
    static void write(DySampleWeights weights, Path file) throws IOException {
        Checkpoints.write(file, DySampleLayers.toStateDict("", weights));
    }
}
