package io.github.dysample.cli;

import io.github.dysample.verify.Provenance;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Runs the command of another program, with this one's words for errors and its exit codes. */
public final class ForeignCommand {
    private static final String VERBOSE = "--verbose";

    private ForeignCommand() {}

    /**
     * Runs a command.
     *
     * @param command with picocli's annotations; it returns the exit code
     * @param out where help goes
     * @param err where errors go
     * @param args the command line
     * @return the exit code
     */
    public static int run(Callable<Integer> command, PrintStream out, PrintStream err, String... args) {
        CommandLine line = new CommandLine(command);
        CommandSpec spec = line.getCommandSpec();
        spec.mixinStandardHelpOptions(true)
                .versionProvider(new Version())
                .addOption(OptionSpec.builder(VERBOSE)
                        .type(boolean.class)
                        .description("Show the stack trace of an error.")
                        .build());
        spec.usageMessage().sortOptions(false);
        Failures failures = new Failures(err, () -> line.getParseResult().hasMatchedOption(VERBOSE));
        Converters.addTo(line);
        line.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
        try {
            return line.execute(args);
        } catch (Error error) {
            return failures.handle(error);
        }
    }

    /**
     * {@return where a report of a command comes from, now}
     *
     * @param name of the command
     * @param args its command line
     */
    public static Provenance provenance(String name, List<String> args) {
        Clock seconds = Clock.tick(Clock.systemUTC(), Duration.ofSeconds(1));
        return new Provenance("dysample " + Version.text(), CommandText.of(name, args), seconds.instant());
    }
}
