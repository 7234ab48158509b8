package io.github.dysample.io;

import io.github.dysample.io.internal.file.OutputTarget;
import io.github.dysample.io.internal.file.TemporaryFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Files that appear whole or not at all. Safe to call from any thread. */
public final class AtomicFile {
    /** Writes the content of a file, in the thread that calls {@link #write}. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes everything.
         *
         * @param out the file; unbuffered, and closed by the caller
         * @throws IOException if it cannot be written
         */
        void writeTo(OutputStream out) throws IOException;
    }

    private AtomicFile() {}

    /**
     * Writes a temporary file {@code .dysample-*.tmp} beside a file and moves it there; on failure, or if the JVM is
     * told to exit, the file is as it was. What a killed process left is deleted by the next write of the same file. A
     * file that is replaced keeps its POSIX permissions. If the target is a symbolic link, the file it points to is
     * written, and the link stays. Data is not synced: after a power failure the file may be empty.
     *
     * @param target the file
     * @param content what to write
     * @throws IOException if the folder does not exist, or the target is not a regular file or not writable, or
     *     writing fails; the message names the target or its folder, never the temporary file
     */
    public static void write(Path target, Content content) throws IOException {
        try (TemporaryFile temporary = new TemporaryFile(OutputTarget.resolve(target))) {
            try {
                temporary.write(content::writeTo);
                temporary.replaceTarget();
            } catch (FileSystemException failure) {
                throw temporary.path().toString().equals(failure.getFile()) ? about(target, failure) : failure;
            }
        }
    }

    /** The same failure, about the file the caller knows. */
    private static FileSystemException about(Path target, FileSystemException failure) {
        FileSystemException renamed = failure instanceof AccessDeniedException
                ? new AccessDeniedException(target.toString(), null, "permission denied")
                : new FileSystemException(target.toString(), null, failure.getReason());
        renamed.initCause(failure);
        return renamed;
    }
}
