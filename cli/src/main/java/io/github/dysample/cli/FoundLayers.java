package io.github.dysample.cli;

import io.github.dysample.DySampleWeights;
import io.github.dysample.io.Checkpoints;
import io.github.dysample.io.DType;
import io.github.dysample.io.DySampleLayers;
import io.github.dysample.io.EndConvException;
import io.github.dysample.io.LayerOptions;
import io.github.dysample.io.StateDict;
import io.github.dysample.onnx.OnnxLayers;
import io.github.dysample.onnx.Verdict;
import io.github.dysample.verify.internal.text.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The layers of a checkpoint, and what else is in it.
 *
 * @param layers its layers
 * @param otherForms what looks like a layer and cannot be used, to follow "no layer in it"
 * @param inertClasses the classes whose objects were read as data
 */
record FoundLayers(List<Layer> layers, String otherForms, List<String> inertClasses) {

    /**
     * A layer in a file.
     *
     * @param prefix what its names begin with
     * @param dtype the element type of its weights there
     * @param weights its weights
     * @param unsupportedEnd the shape of an end_conv that is not 1×1 and was left out, else null
     * @param verdict of a layer in an ONNX file what the file computes, else null
     */
    record Layer(String prefix, DType dtype, DySampleWeights weights, long[] unsupportedEnd, Verdict verdict) {

        /** {@return the prefix as a user can read and give it} */
        String shownPrefix() {
            return prefix.isEmpty() ? "\"\"" : Printable.of(prefix);
        }
    }

    static FoundLayers read(Path file, LayerOptions options) throws IOException {
        return OnnxCheckpoint.is(file)
                ? of(OnnxCheckpoint.read(file), options)
                : ofCheckpoint(file, options);
    }

    private static FoundLayers of(OnnxCheckpoint network, LayerOptions options) {
        try {
            List<Layer> layers = network.layers().stream()
                    .map(layer -> new Layer(layer.name() + ".", DType.F32, OnnxLayers.weights(layer, options), null,
                            layer.verdict()))
                    .toList();
            return new FoundLayers(layers, "; `dysample onnx layers` says why", List.of());
        } catch (IllegalArgumentException unfit) {
            throw new UsageException(network.file() + ": " + LayerErrors.text(unfit));
        }
    }

    private static FoundLayers ofCheckpoint(Path file, LayerOptions options) throws IOException {
        StateDict state = Checkpoints.read(file, DySampleLayers::isLayerArray);
        try {
            List<Layer> layers = DySampleLayers.prefixes(state).stream()
                    .map(prefix -> layer(state, prefix, options))
                    .toList();
            return new FoundLayers(layers, DySampleLayers.otherForms(state), state.inertClasses());
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
            return new Layer(prefix, dtype, DySampleLayers.read(state, prefix, options), null, null);
        } catch (EndConvException unsupported) {
            DySampleWeights sampled = DySampleLayers.read(state, prefix, options.leavingOutEndConv());
            return new Layer(prefix, dtype, sampled, unsupported.shape(), null);
        }
    }
}
