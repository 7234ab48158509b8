package io.github.dysample.cli;

import io.github.dysample.DySampleWeights;
import io.github.dysample.io.Checkpoints;
import io.github.dysample.io.DType;
import io.github.dysample.io.DySampleLayers;
import io.github.dysample.io.EndConvException;
import io.github.dysample.io.LayerOptions;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.StateDict;
import io.github.dysample.verify.internal.text.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Layers in checkpoint files; what is wrong with one is said with the name of the file. */
final class CheckpointFiles {

    /**
     * A layer in a file.
     *
     * @param prefix what its names begin with
     * @param dtype the element type of its weights there
     * @param weights its weights
     * @param unsupportedEnd the shape of an end_conv that is not 1×1 and was left out, else null
     */
    record Layer(String prefix, DType dtype, DySampleWeights weights, long[] unsupportedEnd) {

        /** {@return the prefix as a user can read and give it} */
        String shownPrefix() {
            return prefix.isEmpty() ? "\"\"" : Printable.of(prefix);
        }
    }

    /**
     * What a file holds for this command.
     *
     * @param layers its layers
     * @param otherForms what looks like a layer and cannot be used, to follow "no layer in it"
     * @param inertClasses the classes whose objects were read as data
     */
    record Content(List<Layer> layers, String otherForms, List<String> inertClasses) {}

    private CheckpointFiles() {}

    /** {@return all layers of a file} */
    static Content read(Path file, LayerOptions options) throws IOException {
        StateDict state = Checkpoints.read(file, DySampleLayers::isLayerArray);
        try {
            List<Layer> layers = DySampleLayers.prefixes(state).stream()
                    .map(prefix -> layer(state, prefix, options))
                    .toList();
            return new Content(layers, DySampleLayers.otherForms(state), state.inertClasses());
        } catch (IllegalArgumentException unfit) {
            throw new UsageException(file + ": " + LayerErrors.text(unfit));
        }
    }

    private static Layer layer(StateDict state, String prefix, LayerOptions options) {
        DType dtype = state.arrays().entrySet().stream()
                .filter(array -> array.getKey().startsWith(prefix + "offset."))
                .map(array -> array.getValue().dtype())
                .findFirst()
                .orElseThrow();
        try {
            return new Layer(prefix, dtype, DySampleLayers.read(state, prefix, options), null);
        } catch (EndConvException unsupported) {
            DySampleWeights sampled = DySampleLayers.read(state, prefix, options.leavingOutEndConv());
            return new Layer(prefix, dtype, sampled, unsupported.shape());
        }
    }

    /** {@return the convolution that seems to make the input of a layer: the last before it with so many outputs} */
    static String feederOf(Path file, String prefix, int channels) throws IOException {
        String feeder = null;
        for (Map.Entry<String, NdArray> array : Checkpoints.read(file).arrays().entrySet()) {
            long[] shape = array.getValue().shape();
            if (prefix != null && array.getKey().startsWith(prefix) || DySampleLayers.isLayerArray(array.getKey())) {
                break;
            }
            if (shape.length == 4 && shape[0] == channels) {
                feeder = Printable.of(array.getKey()) + " " + array.getValue().shapeString();
            }
        }
        return feeder;
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
