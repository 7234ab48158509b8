package io.github.dysample.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import picocli.CommandLine;

/** The {@code dysample} command's entry. */
public final class Main {
    private static final int USUAL_WIDTH = 100; // of help, if the width of the terminal is unknown
    private static final int NARROWEST = 55; // that picocli can lay out

    private Main() {}

    /** {@return the command with all its subcommands, to be described and not run} */
    public static CommandLine model() {
        CommandLine command = new CommandLine(new RootCommand(
                Clock.systemUTC(), InputStream.nullInputStream(), System.out, System.err));
        Subcommands.addTo(command);
        return command;
    }

    /**
     * Runs the command and ends the JVM with its exit code.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        // System.out would not tell a reader that has gone from a disk that is full.
        PrintStream out = new PrintStream(
                new BufferedOutputStream(new QuietPipe(new FileOutputStream(FileDescriptor.out))), true,
                System.out.charset());
        System.exit(run(System.in, out, System.err, args));
    }

    /**
     * Runs the command.
     *
     * @param in what {@code -} reads
     * @param out where results go
     * @param err where errors go
     * @param args the command line
     * @return the exit code
     */
    public static int run(InputStream in, PrintStream out, PrintStream err, String... args) {
        return run(Clock.systemUTC(), in, out, err, args);
    }

    /** Runs the command with a clock of its own. */
    static int run(Clock clock, InputStream in, PrintStream out, PrintStream err, String... args) {
        RootCommand root = new RootCommand(Clock.tick(clock, Duration.ofSeconds(1)), in, out, err);
        Failures failures = root.failures();
        CommandLine command = new CommandLine(root);
        // First: settings reach the commands that are there.
        Subcommands.addTo(command, args);
        command.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setUsageHelpWidth(Math.max(NARROWEST, Integer.getInteger(Progress.COLUMNS, USUAL_WIDTH)))
                .setCaseInsensitiveEnumValuesAllowed(true)
                // A file may have a name that begins with @.
                .setExpandAtFiles(false)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
        Converters.addTo(command);
        int code = execute(command, failures, args);
        if (out.checkError()) {
            err.println("dysample: standard output could not be written");
            return ExitCode.FILE;
        }
        return code;
    }

    private static int execute(CommandLine command, Failures failures, String... args) {
        try {
            return command.execute(args);
        } catch (Error error) {
            return failures.handle(error);
        }
    }
}
