package io.github.dysample.cli;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.io.Checkpoints;
import io.github.dysample.io.DySampleLayers;
import io.github.dysample.verify.internal.text.Printable;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dysample init}: the checkpoint of an untrained layer. */
@Command(
        name = "init",
        description = {
            "Write the checkpoint of an untrained layer.",
            "Its weights have the bits that PyTorch gives it after torch.manual_seed."
        },
        footer = "  dysample init layer.safetensors --channels 64 --groups 4")
final class InitCommand extends Subcommand {
    @Parameters(paramLabel = "OUT", description = "The checkpoint to write: .safetensors or .npz.")
    private Path out;

    @Option(names = "--channels", paramLabel = "N", required = true, description = "Channels of the input.")
    private int channels;

    @Mixin
    private ConfigOptions layer;

    @Mixin
    private SeedOption seed;

    @Mixin
    private Targets targets;

    @Override
    public Integer call() throws IOException {
        targets.checkCheckpoint(out);
        DySampleConfig config = layer.of(channels);
        try (Progress _ = progress("writing " + out)) {
            Checkpoints.write(out, DySampleLayers.toStateDict("", DySampleWeights.initial(config, seed.value)));
        }
        out().println(config + " in " + Printable.of(out.toString()));
        return ExitCode.DONE;
    }
}
