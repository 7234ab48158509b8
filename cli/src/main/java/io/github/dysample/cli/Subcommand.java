package io.github.dysample.cli;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command below {@code dysample}; its result is the exit code. */
abstract class Subcommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    final CommandSpec spec() {
        return spec;
    }

    /** Where results go. */
    final PrintStream out() {
        return root().out();
    }

    /** Where complaints go. */
    final PrintStream err() {
        return root().err();
    }

    private RootCommand root() {
        return (RootCommand) spec.root().userObject();
    }
}
