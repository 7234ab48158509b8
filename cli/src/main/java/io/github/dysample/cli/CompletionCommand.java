package io.github.dysample.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dysample completion}: lets a shell complete commands, options and files. */
@Command(
        name = "completion",
        description = {
            "Print a script by which a shell completes commands, options and the names of files.",
            "To have it in every new shell, add the line below to ~/.bashrc or, with zsh, to ~/.zshrc."
        },
        footer = "  source <(dysample completion bash)")
final class CompletionCommand extends Subcommand {
    /** One script serves both: it asks the shell which one it is. */
    private enum Shell {
        BASH,
        ZSH
    }

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "bash|zsh", description = "The shell.")
    private Shell shell;

    @Override
    public Integer call() {
        out().println(AutoComplete.bash(spec.root().name(), spec.root().commandLine()));
        return ExitCode.DONE;
    }
}
