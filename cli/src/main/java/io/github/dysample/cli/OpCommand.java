package io.github.dysample.cli;

import picocli.CommandLine.Command;

/** {@code dysample op}: one kernel alone. */
@Command(
        name = "op",
        description = "Run one kernel on .npy files: conv1x1, pixel-shuffle, pixel-unshuffle or grid-sample.",
        subcommands = {
            Conv1x1Command.class, PixelShuffleCommand.class, PixelUnshuffleCommand.class, GridSampleCommand.class
        })
final class OpCommand extends Subcommand {
    @Override
    public Integer call() {
        throw new UsageException("a kernel is missing: conv1x1, pixel-shuffle, pixel-unshuffle or grid-sample"
                + " (see: dysample op --help)");
    }
}
