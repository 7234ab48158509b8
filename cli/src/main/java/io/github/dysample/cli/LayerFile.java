package io.github.dysample.cli;

import io.github.dysample.DySampleWeights;
import io.github.dysample.io.DySampleLayers;
import io.github.dysample.io.LayerOptions;
import java.io.IOException;
import java.nio.file.Path;
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
}
