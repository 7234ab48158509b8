package io.github.dysample.onnx;

import io.github.dysample.DySampleWeights;
import io.github.dysample.io.DySampleLayers;
import io.github.dysample.io.LayerChoiceException;
import io.github.dysample.io.LayerOptions;
import java.io.IOException;
import java.util.List;

/** Chooses a layer of a model, as {@link DySampleLayers} does of a checkpoint. Safe to call from any thread. */
public final class OnnxLayers {
    private OnnxLayers() {}

    /**
     * The layer of a name, or the only one.
     *
     * @param model the model
     * @param prefix the layer's name; a dot may follow it, as in the prefixes of a checkpoint; null for the only layer
     * @return the layer
     * @throws LayerChoiceException if there is none, or several and no prefix was given; the message lists their names,
     *     or says what the model has in their place
     * @throws IOException as {@link OnnxModel#layers()} does
     */
    public static OnnxLayer choose(OnnxModel model, String prefix) throws IOException {
        List<OnnxLayer> layers = model.layers();
        List<OnnxLayer> fitting = layers.stream()
                .filter(layer -> prefix == null || layer.name().equals(prefix) || prefix.equals(layer.name() + "."))
                .toList();
        if (fitting.size() == 1) {
            return fitting.getFirst();
        }
        List<String> names = layers.stream().map(OnnxLayer::name).toList();
        String message;
        if (layers.isEmpty()) {
            message = none(model);
        } else if (prefix == null) {
            message = model.file() + " has " + layers.size() + " layers (" + String.join(", ", names) + "); say which";
        } else {
            message = "no layer " + prefix + " in " + model.file() + "; it has: " + String.join(", ", names);
        }
        throw new LayerChoiceException(message, prefix, names);
    }

    /**
     * The weights of a layer, with which facts about it have to agree.
     *
     * @param layer the layer
     * @param options the facts
     * @return its weights
     * @throws IllegalArgumentException if the options contradict the layer; the message has the numbers
     */
    public static DySampleWeights weights(OnnxLayer layer, LayerOptions options) {
        // A file leaves nothing open, but arrays alone do not always tell the style.
        LayerOptions told = options.style() == null
                ? options.withStyle(layer.weights().config().style())
                : options;
        return DySampleLayers.read(
                DySampleLayers.toStateDict(layer.name(), layer.weights()), layer.name(), told);
    }

    /**
     * What a model without a layer has in its place.
     *
     * @param model the model
     * @return one sentence
     * @throws IOException as {@link OnnxModel#layers()} does
     */
    public static String none(OnnxModel model) throws IOException {
        List<OtherSampler> others = model.otherSamplers();
        if (others.isEmpty()) {
            return model.file() + ": no DySample layer in it, and no GridSample at all";
        }
        OtherSampler first = others.getFirst();
        return model.file() + ": no DySample layer in it; " + (others.size() == 1
                ? "its GridSample "
                : "of its " + others.size() + " GridSamples the first, ") + first.name() + ", is not one: "
                + first.reason();
    }
}
