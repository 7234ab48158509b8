package io.github.dysample.io;

import io.github.dysample.io.internal.file.OpenTemporaries;
import io.github.dysample.io.internal.file.OutputTarget;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.ThreadLocalRandom;

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
     * Writes a temporary file {@code .dysample-*.tmp} beside a file and moves it there; on failure the file is as it
     * was. A file that is replaced keeps its POSIX permissions. If the target is a symbolic link, the file it points to
     * is written, and the link stays.
     *
     * @param target the file
     * @param content what to write
     * @throws IOException if the folder does not exist, or the target is not a regular file or not writable, or
     *     writing fails; the message names the target or its folder, never the temporary file
     */
    public static void write(Path target, Content content) throws IOException {
        OutputTarget output = OutputTarget.resolve(target);
        String name = ".dysample-" + Long.toHexString(ThreadLocalRandom.current().nextLong()) + ".tmp";
        Path temporary = output.file().resolveSibling(name);
        OpenTemporaries.add(temporary);
        try {
            try (OutputStream out = output.create(temporary)) {
                content.writeTo(out);
            }
            output.applyPermissions(temporary);
            move(temporary, output.file());
        } catch (FileSystemException failure) {
            throw temporary.toString().equals(failure.getFile()) ? about(target, failure) : failure;
        } finally {
            OpenTemporaries.remove(temporary);
            Files.deleteIfExists(temporary);
        }
    }

    private static void move(Path temporary, Path target) throws IOException {
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException notHere) {
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
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
