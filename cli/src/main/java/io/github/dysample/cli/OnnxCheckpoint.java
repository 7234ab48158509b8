package io.github.dysample.cli;

import io.github.dysample.io.DySampleLayers;
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
 * @param model what it holds
 * @param layers its layers
 * @param others its samplers that are not a layer's
 */
record OnnxCheckpoint(Path file, OnnxModel model, List<OnnxLayer> layers, List<OtherSampler> others) {

    /** {@return whether the name is that of an ONNX file} */
    static boolean is(Path file) {
        return FileExtension.isOfOneOf(Set.of(FileExtension.ONNX), file);
    }

    static OnnxCheckpoint read(Path file) throws IOException {
        return of(file, OnnxModel.read(file));
    }

    static OnnxCheckpoint of(Path file, OnnxModel model) throws IOException {
        return new OnnxCheckpoint(file, model, model.layers(), model.otherSamplers());
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

    /** {@return what to know of a layer whose weights are taken, nothing if the file computes it rightly} */
    String remark(OnnxLayer layer) {
        return layer.isRight()
                ? ""
                : file + ": " + layer.name() + " is " + layer.verdict() + " in this network; its weights are fine, and"
                        + " `dysample onnx mend` makes the network right";
    }
}
