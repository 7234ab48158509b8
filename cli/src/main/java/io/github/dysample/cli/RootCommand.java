package io.github.dysample.cli;

import io.github.dysample.verify.Provenance;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code dysample} itself: what all subcommands share. */
@Command(
        name = "dysample",
        description = "DySample, the upsampling layer that learns where to sample.",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:a check failed, or nothing was found",
            "2:wrong usage: options or files that do not fit each other, a backend that cannot run",
            "3:a file could not be read or written, or did not fit in memory",
            "4:a bug in this program"
        },
        footerHeading = "%nExample:%n",
        footer = {"  dysample upsample photo.png larger.png", "  dysample help upsample"})
final class RootCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Show the stack trace of an error.")
    private boolean verbose;

    private final Clock clock;
    private final StandardStreams standard;
    private final PrintStream err;
    private final Failures failures;

    /** A command with a clock by which its reports are dated. */
    RootCommand(Clock clock, InputStream in, PrintStream out, PrintStream err) {
        this.clock = clock;
        this.standard = new StandardStreams(in, out);
        this.err = err;
        this.failures = new Failures(err, () -> verbose);
    }

    /** {@return what reports errors, in the way this command line asks for} */
    Failures failures() {
        return failures;
    }

    /** {@return where a report of this command line comes from} */
    Provenance provenance() {
        return new Provenance("dysample " + Version.text(),
                CommandText.of(spec.commandLine().getParseResult().originalArgs()), clock.instant());
    }

    StandardStreams streams() {
        return standard;
    }

    PrintStream err() {
        return err;
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return ExitCode.DONE;
    }
}
