package io.github.dysample.jmh;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command of this module. It gives 0, 1 if it fails, 2 if the arguments are wrong. */
public abstract class Program implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int WRONG = 2;

    @Spec
    private CommandSpec spec;

    @Option(names = "--help", order = Integer.MAX_VALUE, usageHelp = true, description = "Show this text.")
    private boolean help;

    /** Runs it and ends the JVM; what goes wrong is one line on standard error. */
    protected final void runAndExit(String[] args) {
        System.exit(new CommandLine(this)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((wrong, _) ->
                        explain(wrong.getCommandLine(), wrong.getMessage() + "; --help tells more", WRONG))
                .setExecutionExceptionHandler((failure, line, _) -> explain(
                        line, failure.getMessage() == null ? failure.toString() : failure.getMessage(), FAILED))
                .execute(args));
    }

    private static int explain(CommandLine line, String message, int code) {
        line.getErr().println(line.getCommandName() + ": " + message);
        return code;
    }

    /** What to throw if an argument is wrong. */
    protected final ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** The command as it is typed in the checkout, for results that say how they were made. */
    protected final String typed() {
        return "java --sun-misc-unsafe-memory-access=allow -cp jmh/target/benchmarks.jar " + getClass().getName() + " "
                + String.join(" ", spec.commandLine().getParseResult().originalArgs());
    }
}
