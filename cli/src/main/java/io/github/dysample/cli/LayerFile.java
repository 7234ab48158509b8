package io.github.dysample.cli;

import io.github.dysample.DySampleWeights;
import io.github.dysample.io.Checkpoints;
import io.github.dysample.io.DySampleLayers;
import io.github.dysample.io.LayerOptions;
import io.github.dysample.io.NdArray;
import io.github.dysample.verify.internal.text.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that name one layer of a checkpoint. */
final class LayerFile {
    @Option(
            names = "--weights",
            paramLabel = "FILE",
            description = "Checkpoint of the layer: .pth, .pt, .safetensors or .npz.")
    Path weights;

    @Option(
            names = "--prefix",
            paramLabel = "P",
            description = "Which layer of the checkpoint, as `dysample layers` lists them.")
    String prefix;

    @Mixin
    OpenOptions open;

    /** The layer of the prefix, or without a prefix the only one. */
    DySampleWeights read(int channels) throws IOException {
        LayerOptions options = open.forCheckpoint().withChannels(channels);
        return prefix == null
                ? DySampleLayers.read(weights, options)
                : DySampleLayers.read(weights, prefix, options);
    }

    /** {@return the convolution that seems to make the layer's input: the last before it with so many outputs} */
    String feeder(int channels) throws IOException {
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
