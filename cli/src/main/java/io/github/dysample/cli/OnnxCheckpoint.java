package io.github.dysample.cli;

import io.github.dysample.DySampleWeights;
import io.github.dysample.io.DySampleLayers;
import io.github.dysample.io.LayerChoiceException;
import io.github.dysample.io.LayerOptions;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.StateDict;
import io.github.dysample.onnx.OnnxLayer;
import io.github.dysample.onnx.OnnxModel;
import io.github.dysample.onnx.OtherSampler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The layers of an ONNX file, to be read where a checkpoint is.
 *
 * @param file the file
 * @param layers its layers
 * @param others its samplers that are not a layer's
 */
record OnnxCheckpoint(Path file, List<OnnxLayer> layers, List<OtherSampler> others) {

    /** {@return whether the name is that of an ONNX file} */
    static boolean is(Path file) {
        return FileExtension.isOfOneOf(Set.of(FileExtension.ONNX), file);
    }

    static OnnxCheckpoint read(Path file) throws IOException {
        return of(file, OnnxModel.read(file));
    }

    static OnnxCheckpoint of(Path file, OnnxModel model) throws IOException {
        return new OnnxCheckpoint(file, model.layers(), model.otherSamplers());
    }

    /** {@return whether there is a layer, and none is wrong} */
    boolean isFine() {
        return !layers.isEmpty() && layers.stream().allMatch(OnnxLayer::isRight);
    }

    /** {@return the arrays of all layers, under the layers' names} */
    StateDict state() {
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        layers.forEach(layer -> arrays.putAll(DySampleLayers.toStateDict(layer.name(), layer.weights()).arrays()));
        return new StateDict(arrays);
    }

    /** {@return the layer of a name, or without one the only layer} */
    OnnxLayer choose(String prefix) {
        List<OnnxLayer> fitting = layers.stream()
                .filter(layer -> prefix == null || layer.name().equals(prefix) || prefix.equals(layer.name() + "."))
                .toList();
        if (fitting.size() == 1) {
            return fitting.getFirst();
        }
        List<String> names = layers.stream().map(OnnxLayer::name).toList();
        String message;
        if (layers.isEmpty()) {
            message = none();
        } else if (prefix == null) {
            message = file + " has " + layers.size() + " layers (" + String.join(", ", names) + "); say which";
        } else {
            message = "no layer " + prefix + " in " + file + "; it has: " + String.join(", ", names);
        }
        throw new LayerChoiceException(message, prefix, names);
    }

    /** {@return the weights of a layer, with which the options have to agree} */
    static DySampleWeights weights(OnnxLayer layer, LayerOptions options) {
        // A file leaves nothing open, but arrays alone do not always tell the style.
        LayerOptions told = options.style() == null
                ? options.withStyle(layer.weights().config().style())
                : options;
        return DySampleLayers.read(
                DySampleLayers.toStateDict(layer.name(), layer.weights()), layer.name(), told);
    }

    /** {@return that there is no layer, and what the samplers are that there are} */
    String none() {
        if (others.isEmpty()) {
            return file + ": no DySample layer in it, and no GridSample at all";
        }
        OtherSampler first = others.getFirst();
        return file + ": no DySample layer in it; " + (others.size() == 1
                ? "its GridSample "
                : "of its " + others.size() + " GridSamples the first, ") + first.name() + ", is not one: "
                + first.reason();
    }

    /** {@return what to know of a layer whose weights are taken, nothing if the file computes it rightly} */
    String remark(OnnxLayer layer) {
        return layer.isRight()
                ? ""
                : file + ": " + layer.name() + " is " + layer.verdict() + " in this network; its weights are fine, and"
                        + " `dysample onnx mend` makes the network right";
    }
}
