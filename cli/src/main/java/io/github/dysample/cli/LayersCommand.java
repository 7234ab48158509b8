package io.github.dysample.cli;

import io.github.dysample.io.Checkpoints;
import io.github.dysample.io.DySampleLayers;
import io.github.dysample.io.DySampleLayers.Found;
import io.github.dysample.io.LayerOptions;
import io.github.dysample.io.StateDict;
import io.github.dysample.verify.internal.text.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code dysample layers}: the DySample layers in a checkpoint. */
@Command(name = "layers", description = "List the DySample layers in a checkpoint. The exit code is 1 if it has none.")
final class LayersCommand extends Subcommand {
    @Parameters(paramLabel = "FILE", description = "The checkpoint: .pth, .pt, .safetensors or .npz.")
    private Path file;

    @Mixin
    private OpenOptions open;

    @Override
    public Integer call() throws IOException {
        LayerOptions options = open.forCheckpoint();
        StateDict state;
        List<Found> layers;
        try (Progress _ = progress("reading " + file)) {
            state = Checkpoints.read(file, DySampleLayers::isLayerArray);
            layers = DySampleLayers.find(state, options);
        } catch (IllegalArgumentException unfit) {
            throw new UsageException(file + ": " + LayerErrors.text(unfit));
        }
        if (layers.isEmpty()) {
            err().println("dysample: " + Printable.of(file.toString()) + ": no DySample layer in it");
            return ExitCode.NO;
        }
        int width = layers.stream().mapToInt(layer -> shownPrefix(layer).length()).max().orElse(0);
        for (Found layer : layers) {
            out().printf("%-" + width + "s  %s, %s, %d parameters%n", shownPrefix(layer), layer.weights().config(),
                    state.get(layer.prefix() + "offset.weight").dtype(), layer.weights().parameters());
        }
        return ExitCode.DONE;
    }

    /** {@return the prefix as a user can read and give it} */
    private static String shownPrefix(Found layer) {
        return layer.prefix().isEmpty() ? "\"\"" : Printable.of(layer.prefix());
    }
}
