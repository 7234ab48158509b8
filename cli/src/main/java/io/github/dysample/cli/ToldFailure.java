package io.github.dysample.cli;

import io.github.dysample.io.FileFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import picocli.CommandLine.ExecutionException;

/**
 * Whatever went wrong, in words.
 *
 * @param message what to tell the user
 * @param code the exit code
 * @param failure what it was
 */
public record ToldFailure(String message, int code, Throwable failure) {

    /** {@return what to tell of any throwable; errors come here too, which picocli lets pass} */
    public static ToldFailure of(Throwable failure) {
        return switch (failure) {
            case UsageException usage -> new ToldFailure(usage.getMessage(), ExitCode.USAGE, usage);
            case FileFormatException damaged -> new ToldFailure(damaged.getMessage(), ExitCode.FILE, damaged);
            case UncheckedIOException unchecked -> of(unchecked.getCause());
            case IOException unreachable -> new ToldFailure(describe(unreachable), ExitCode.FILE, unreachable);
            // What picocli makes of an error in a command that is a method.
            case ExecutionException wrapped when wrapped.getCause() instanceof Error error -> of(error);
            case OutOfMemoryError full -> new ToldFailure(outOfMemory(), ExitCode.FILE, full);
            // The library's words for numbers that do not go together.
            case IllegalArgumentException unfit -> new ToldFailure(LayerErrors.text(unfit), ExitCode.USAGE, unfit);
            default -> new ToldFailure("internal error: " + failure, ExitCode.INTERNAL, failure);
        };
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
