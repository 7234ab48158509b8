package io.github.dysample.jmh;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What the module's commands have in common. */
public final class Commands {
    private static final int FAILED = 1;
    private static final int WRONG = 2;

    private Commands() {}

    /**
     * Runs a command; what goes wrong is one line on standard error.
     *
     * @param command the command, with picocli's annotations
     * @param args the command line
     * @return the exit code: what the command gives, 1 if it fails, 2 if the arguments are wrong
     */
    public static int run(Callable<Integer> command, String[] args) {
        return new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((wrong, _) ->
                        explain(wrong.getCommandLine(), wrong.getMessage() + "; --help tells more", WRONG))
                .setExecutionExceptionHandler((failure, line, _) -> explain(
                        line, failure.getMessage() == null ? failure.toString() : failure.getMessage(), FAILED))
                .execute(args);
    }

    private static int explain(CommandLine line, String message, int code) {
        line.getErr().println(line.getCommandName() + ": " + message);
        return code;
    }

    /**
     * A command as it is typed, for results that say how they were made.
     *
     * @param main the class with the main method
     * @param spec the command that runs
     * @return the text, relative to the checkout
     */
    public static String text(Class<?> main, CommandSpec spec) {
        return "java --sun-misc-unsafe-memory-access=allow -cp jmh/target/benchmarks.jar " + main.getName() + " "
                + String.join(" ", spec.commandLine().getParseResult().originalArgs());
    }
}
