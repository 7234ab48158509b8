package io.github.dysample.cli;

import io.github.dysample.Style;
import io.github.dysample.io.LayerOptions;
import io.github.dysample.verify.internal.text.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dysample layers}: the DySample layers in a checkpoint. */
@Command(
        name = "layers",
        description = "List the DySample layers in a checkpoint. The answer is no (1) if there are none.")
final class LayersCommand extends Subcommand {
    @Parameters(paramLabel = "FILE", description = "The checkpoint: .pth, .pt, .safetensors or .npz.")
    private Path file;

    @Option(
            names = "--scale",
            paramLabel = "N",
            description = "Scale of layers whose checkpoint leaves it open (style lp without init_pos).")
    private Integer scale;

    @Option(names = "--groups", paramLabel = "N", description = "Groups of layers whose checkpoint leaves it open.")
    private Integer groups;

    @Option(
            names = "--style",
            paramLabel = "lp|pl",
            description = "Style of layers whose checkpoint leaves it open.")
    private Style style;

    @Override
    public Integer call() throws IOException {
        List<CheckpointFiles.Layer> layers = read();
        if (layers.isEmpty()) {
            err().println("dysample: " + Printable.of(file.toString()) + ": no DySample layer in it");
            return ExitCode.NO;
        }
        int width = layers.stream().mapToInt(layer -> layer.shownPrefix().length()).max().orElse(0);
        for (CheckpointFiles.Layer layer : layers) {
            out().printf("%-" + width + "s  %s, %s, %d parameters%n", layer.shownPrefix(),
                    layer.weights().config(), layer.dtype(), layer.weights().parameters());
        }
        return ExitCode.DONE;
    }

    private List<CheckpointFiles.Layer> read() throws IOException {
        try (Progress _ = progress("reading " + file)) {
            return CheckpointFiles.layers(file, new LayerOptions(scale, groups, style));
        }
    }
}
