package io.github.dysample.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dysample help}: the same as {@code --help} behind a command. */
@Command(
        name = "help",
        description = "Show what a command does, or all commands.",
        footer = "  dysample help upsample")
final class HelpCommand extends Subcommand {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "The command; of op, the kernel too.")
    private List<String> names = List.of();

    @Override
    public Integer call() {
        CommandLine command = spec.root().commandLine();
        for (String name : names) {
            CommandLine next = command.getSubcommands().get(name);
            if (next == null) {
                throw new UsageException("unknown command: '" + name + "'"
                        + Suggestions.question(name, command.getSubcommands().keySet()) + " (see: "
                        + command.getCommandSpec().qualifiedName() + " --help)");
            }
            command = next;
        }
        command.usage(command.getOut());
        return ExitCode.DONE;
    }
}
