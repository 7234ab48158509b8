package io.github.dysample.cli;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.ParentCommand;

/** A command of {@code dysample}; its exit code is what it returns. */
abstract class Subcommand implements Callable<Integer> {
    @ParentCommand
    private RootCommand root;

    StandardStreams streams() {
        return root.streams();
    }

    PrintStream out() {
        return streams().out();
    }

    PrintStream err() {
        return root.err();
    }

    Failures failures() {
        return root.failures();
    }

    /** Shows what is going on until the result is closed. */
    Progress progress(String what) {
        return Progress.of(what);
    }
}
