package io.github.dysample.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code dysample op}: one kernel alone. */
@Command(
        name = "op",
        description = "Run one kernel on .npy files: conv1x1, pixel-shuffle, pixel-unshuffle or grid-sample.",
        subcommands = {
            Conv1x1Command.class, PixelShuffleCommand.class, PixelUnshuffleCommand.class, GridSampleCommand.class
        })
final class OpCommand implements Callable<Integer> {
    @ParentCommand
    private RootCommand root;

    RootCommand root() {
        return root;
    }

    @Override
    public Integer call() {
        throw new UsageException("a kernel is missing: conv1x1, pixel-shuffle, pixel-unshuffle or grid-sample"
                + " (see: dysample op --help)");
    }
}
