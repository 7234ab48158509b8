package io.github.dysample.cli;

import io.github.dysample.io.LayerOptions;
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
        description = "List the DySample layers in a checkpoint. The exit code is 1 if it has none.",
        footer = "  dysample layers detector.pth")
final class LayersCommand extends Subcommand {
    @Parameters(paramLabel = "FILE", description = "The checkpoint: .pth, .pt, .safetensors, .npz or .onnx.")
    private Path file;

    @Mixin
    private OpenOptions open;

    @Option(names = "--json", description = "Print JSON, for programs.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        FoundLayers found = read();
        boolean none = found.layers().isEmpty();
        if (json) {
            out().println(LayersJson.of(file, found));
        } else {
            if (none) {
                err().println("dysample: " + Printable.of(file + ": no DySample layer in it" + found.otherForms()));
            }
            print(found);
        }
        return none ? ExitCode.NO : ExitCode.DONE;
    }

    private FoundLayers read() throws IOException {
        LayerOptions options = open.forCheckpoint();
        try (Progress _ = progress("reading " + file)) {
            return FoundLayers.read(file, options);
        }
    }

    private void print(FoundLayers found) {
        int width = found.layers().stream().mapToInt(layer -> layer.shownPrefix().length()).max().orElse(0);
        for (FoundLayers.Layer layer : found.layers()) {
            out().printf("%-" + width + "s  %s%s%s, %s, %d parameters%s%n",
                    layer.shownPrefix(), layer.weights().config(), end(layer),
                    layer.weights().hasOwnInitialPositions() ? ", own initial positions" : "",
                    layer.dtype(), layer.weights().parameters(),
                    layer.verdict() == null ? "" : ", in this network " + layer.verdict());
        }
        List<String> inert = found.inertClasses();
        if (!inert.isEmpty()) {
            out().println("read as data: " + inert.size() + (inert.size() == 1 ? " class, " : " classes, such as ")
                    + Printable.of(inert.getFirst()));
        }
    }

    private static String end(FoundLayers.Layer layer) {
        long[] shape = layer.unsupportedEnd();
        return shape == null ? "" : ", then " + shape[2] + "×" + shape[3] + ", " + shape[1] + " to " + shape[0]
                + " (not supported; --without-end-conv gives the " + shape[1] + " sampled channels)";
    }
}
