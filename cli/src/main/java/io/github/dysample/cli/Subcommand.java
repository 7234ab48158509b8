package io.github.dysample.cli;

import io.github.dysample.verify.Provenance;
import io.github.dysample.verify.internal.text.Printable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
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

    /** {@return where a report of this command line comes from} */
    Provenance provenance() {
        return root.provenance();
    }

    Failures failures() {
        return root.failures();
    }

    /** Writes an array or a picture, and says on standard error what a picture could not hold. */
    void write(ArrayFile array, Path file, FileExtension kind) throws IOException {
        array.write(file, kind, streams());
        if (kind.isPicture()) {
            remark(NotFinite.in(array.array()).remark(file));
        }
    }

    /** Prints a remark that is not a failure to standard error, unless it is empty. */
    void remark(String text) {
        if (!text.isEmpty()) {
            err().println("dysample: " + Printable.of(text));
        }
    }

    /** Shows what is going on until the result is closed. */
    Progress progress(String what) {
        return Progress.of(what);
    }
}
