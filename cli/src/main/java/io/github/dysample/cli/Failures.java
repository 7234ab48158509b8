package io.github.dysample.cli;

import io.github.dysample.verify.internal.text.Printable;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns whatever went wrong into one line on standard error and an exit code. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private final PrintStream err;
    private final BooleanSupplier verbose;
    private final String file; // empty if there is only one

    Failures(PrintStream err, BooleanSupplier verbose) {
        this(err, verbose, "");
    }

    private Failures(PrintStream err, BooleanSupplier verbose, String file) {
        this.err = err;
        this.verbose = verbose;
        this.file = file;
    }

    /** {@return the same for one of many files, which every message names} */
    Failures about(Path file) {
        return new Failures(err, verbose, file.toString());
    }

    @Override
    public int handleParseException(ParameterException wrong, String[] args) {
        String hint = " (see: " + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help)";
        return report(wrong, ParseErrors.describe(wrong) + hint, ExitCode.USAGE);
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult result) {
        return handle(failure);
    }

    /** Reports any throwable; errors come here too, which picocli lets pass. */
    int handle(Throwable failure) {
        ToldFailure told = ToldFailure.of(failure);
        String hint = told.code() == ExitCode.INTERNAL ? "; --verbose shows where" : "";
        return report(told.failure(), told.message() == null ? null : told.message() + hint, told.code());
    }

    private int report(Throwable failure, String message, int code) {
        String text = message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
        String about = text.contains(file) ? "" : file + ": ";
        err.println("dysample: " + Printable.of(about + text.strip()));
        if (verbose.getAsBoolean()) {
            printStackTrace(failure);
        }
        return code;
    }

    /** The trace repeats the message. */
    private void printStackTrace(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace, true));
        // The tab before "at" is the trace's own.
        trace.toString().lines().forEach(line ->
                err.println(line.startsWith("\t") ? "\t" + Printable.of(line.substring(1)) : Printable.of(line)));
    }
}
