package io.github.dysample.cli;

import io.github.dysample.io.FileFormatException;
import io.github.dysample.verify.internal.text.Printable;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
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
        return switch (failure) {
            case UsageException usage -> report(usage, usage.getMessage(), ExitCode.USAGE);
            case FileFormatException damaged -> report(damaged, damaged.getMessage(), ExitCode.FILE);
            case UncheckedIOException unchecked -> handle(unchecked.getCause());
            case IOException unreachable -> report(unreachable, describe(unreachable), ExitCode.FILE);
            // What picocli makes of an error in a command that is a method.
            case ExecutionException wrapped when wrapped.getCause() instanceof Error error -> handle(error);
            case OutOfMemoryError full -> report(full, outOfMemory(), ExitCode.FILE);
            // The library's words for numbers that do not go together.
            case IllegalArgumentException unfit -> report(unfit, LayerErrors.text(unfit), ExitCode.USAGE);
            default -> report(failure, "internal error: " + failure + "; --verbose shows where", ExitCode.INTERNAL);
        };
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

    /** The file system's exceptions often carry only a path as their message. */
    private static String describe(IOException failure) {
        return switch (failure) {
            case NoSuchFileException missing -> missing.getFile() + ": no such file or directory";
            case AccessDeniedException denied -> denied.getFile() + ": permission denied";
            case NotDirectoryException file -> file.getFile() + ": not a directory";
            case FileAlreadyExistsException existing -> existing.getFile() + ": exists and is not a directory";
            case FileSystemException other -> other.getFile() + ": "
                    + (other.getReason() == null ? "could not be read or written" : other.getReason());
            default -> failure.getMessage();
        };
    }

    private static String outOfMemory() {
        long mebibytes = Runtime.getRuntime().maxMemory() >> 20;
        return "out of memory: the input or its result does not fit in the " + mebibytes + " MiB this JVM may use";
    }
}
