package io.github.dysample.cli;

import io.github.dysample.DySampleWeights;
import io.github.dysample.io.Checkpoints;
import io.github.dysample.io.DySampleLayers;
import io.github.dysample.io.LayerChoiceException;
import io.github.dysample.io.LayerOptions;
import io.github.dysample.io.NdArray;
import io.github.dysample.onnx.OnnxLayer;
import io.github.dysample.onnx.OnnxLayers;
import io.github.dysample.verify.internal.text.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that name one layer of a checkpoint. */
final class LayerFile {
    @Option(
            names = "--weights",
            paramLabel = "FILE",
            description = "Checkpoint of the layer: .pth, .pt, .safetensors, .npz or .onnx.")
    Path weights;

    @Option(
            names = "--prefix",
            paramLabel = "P",
            description = "Which layer of the checkpoint, as `dysample layers` lists them.")
    String prefix;

    @Mixin
    OpenOptions open;

    private String remark = "";

    /** The layer of the prefix, or without a prefix the only one. */
    DySampleWeights read() throws IOException {
        return read(open.forCheckpoint());
    }

    private DySampleWeights read(LayerOptions options) throws IOException {
        if (OnnxCheckpoint.is(weights)) {
            OnnxCheckpoint network = OnnxCheckpoint.read(weights);
            OnnxLayer chosen = OnnxLayers.choose(network.model(), prefix);
            remark = network.remark(chosen);
            return OnnxLayers.weights(chosen, options);
        }
        return prefix == null
                ? DySampleLayers.read(weights, options)
                : DySampleLayers.read(weights, prefix, options);
    }

    /** {@return what to know of the file the layer was read from, or nothing} */
    String remark() {
        return remark;
    }

    /** The same for an input of so many channels. */
    DySampleWeights read(int channels) throws IOException {
        try {
            return read(open.forCheckpoint().withChannels(channels));
        } catch (LayerChoiceException unclear) {
            List<String> fitting = prefixesTaking(channels);
            if (fitting.isEmpty()) {
                throw unclear;
            }
            throw new UsageException(
                    (prefix == null ? weights + " has several layers" : "no layer \"" + prefix + "\" in " + weights)
                            + "; with " + channels + " channels: --prefix " + String.join(" or ", fitting));
        }
    }

    /** {@return the prefixes of the layers whose inputs have so many channels} */
    List<String> prefixesTaking(int channels) throws IOException {
        try {
            return FoundLayers.read(weights, open.forCheckpoint()).layers().stream()
                    .filter(layer -> layer.weights().config().channels() == channels)
                    .map(FoundLayers.Layer::shownPrefix)
                    .toList();
        } catch (UsageException open) {
            return List.of(); // a layer whose options are not given
        }
    }

    /** {@return the convolution that seems to make the layer's input: the last before it with so many outputs} */
    String feeder(int channels) throws IOException {
        if (OnnxCheckpoint.is(weights)) {
            return null;
        }
        String feeder = null;
        for (Map.Entry<String, NdArray> array : Checkpoints.read(weights).arrays().entrySet()) {
            String name = array.getKey();
            if (prefix != null && name.startsWith(prefix) || DySampleLayers.isLayerArray(name)) {
                break;
            }
            long[] shape = array.getValue().shape();
            if (shape.length == 4 && shape[0] == channels) {
                feeder = Printable.of(name) + " " + array.getValue().shapeString();
            }
        }
        return feeder;
    }
}
