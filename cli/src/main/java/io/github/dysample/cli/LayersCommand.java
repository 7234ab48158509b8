package io.github.dysample.cli;

import io.github.dysample.verify.internal.text.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dysample layers}: the DySample layers in a checkpoint. */
@Command(
        name = "layers",
        description = "List the DySample layers in a checkpoint. Exit code 1 if there are none.")
final class LayersCommand extends Subcommand {
    @Parameters(paramLabel = "FILE", description = "The checkpoint: .pth, .pt, .safetensors or .npz.")
    private Path file;

    @Mixin
    private LayerFacts facts;

    @Option(names = "--json", description = "Print JSON, for programs.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        CheckpointFiles.Content content = read();
        if (json) {
            out().println(LayersJson.of(file, content));
            return content.layers().isEmpty() ? ExitCode.NO : ExitCode.DONE;
        }
        if (content.layers().isEmpty()) {
            err().println("dysample: " + Printable.of(file + ": no DySample layer in it" + content.otherForms()));
        }
        int width = content.layers().stream().mapToInt(layer -> layer.shownPrefix().length()).max().orElse(0);
        for (CheckpointFiles.Layer layer : content.layers()) {
            out().printf("%-" + width + "s  %s%s%s, %s, %d parameters%n", layer.shownPrefix(), layer.weights().config(),
                    end(layer), layer.weights().hasOwnInitialPositions() ? ", own initial positions" : "",
                    layer.dtype(), layer.weights().parameters());
        }
        List<String> inert = content.inertClasses();
        if (!inert.isEmpty()) {
            out().println("read as data: " + inert.size() + (inert.size() == 1 ? " class, " : " classes, such as ")
                    + Printable.of(inert.getFirst()));
        }
        return content.layers().isEmpty() ? ExitCode.NO : ExitCode.DONE;
    }

    private static String end(CheckpointFiles.Layer layer) {
        long[] shape = layer.unsupportedEnd();
        return shape == null ? "" : ", then " + shape[2] + "×" + shape[3] + ", " + shape[1] + " to " + shape[0]
                + " (not supported; --without-end-conv gives the " + shape[1] + " sampled channels)";
    }

    private CheckpointFiles.Content read() throws IOException {
        try (Progress _ = Progress.of(out(), "reading " + file)) {
            return CheckpointFiles.read(file, facts.of(null));
        }
    }
}
