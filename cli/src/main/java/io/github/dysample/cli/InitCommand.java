package io.github.dysample.cli;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code dysample init}: the checkpoint of an untrained layer. */
@Command(
        name = "init",
        description = {
            "Write the checkpoint of an untrained layer.",
            "Its weights are those PyTorch gives it after torch.manual_seed, at most 2 ulp apart."
        })
final class InitCommand implements Callable<Integer> {
    @ParentCommand
    private RootCommand root;

    @Parameters(paramLabel = "OUT", description = "The checkpoint to write: .safetensors or .npz.")
    private Path out;

    @Option(names = "--channels", paramLabel = "N", required = true, description = "Channels of the input.")
    private int channels;

    @Option(names = "--scale", paramLabel = "N", description = "Factor in both directions (default: 2).")
    private Integer scale;

    @Option(
            names = "--groups",
            paramLabel = "N",
            description = "Groups with offsets of their own (default: 4 if that divides the channels, else 1).")
    private Integer groups;

    @Option(
            names = "--style",
            paramLabel = "lp|pl",
            converter = StyleConverter.class,
            description = "Linear then pixel shuffle, or the reverse (default: lp).")
    private Style style;

    @Option(names = "--scope", description = "Dynamic scope: the \"+\" of the paper's names.")
    private boolean scope;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "0",
            converter = SeedConverter.class,
            description = "Seed, -2^63 to 2^64-1 (default: 0).")
    private long seed;

    @Override
    public Integer call() throws IOException {
        CheckpointFiles.requireWritable(out);
        DySampleConfig config = Configs.of(channels, scale, groups, style, scope);
        try (Progress _ = Progress.of(root.out(), "writing " + out)) {
            CheckpointFiles.write(DySampleWeights.initial(config, seed), out);
        }
        root.out().println(LayerText.describe(config) + " in " + Printable.of(out.toString()));
        return ExitCode.DONE;
    }
}
