package io.github.dysample.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file beside its place and moves it there when it is complete, so that nobody sees half a file. */
final class Replacement {

    /** Writes the whole file to the path it is given. */
    interface Writer {
        void write(Path temporary) throws IOException;
    }

    private Replacement() {}

    /** Finds out before a long computation that a file could not be written, and says so without the temporary name. */
    static void check(Path target) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        if (Files.isDirectory(target)) {
            throw new FileSystemException(target.toString(), null, "is a directory");
        }
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(folder.toString());
        }
        if (!Files.isWritable(folder)) {
            throw new AccessDeniedException(folder.toString());
        }
    }

    static void write(Path target, Writer writer) throws IOException {
        Path place = target.toAbsolutePath();
        // Not createTempFile: it makes files that only their owner can read, whatever the umask says.
        Path temporary = place.resolveSibling(
                "." + place.getFileName() + "." + Long.toHexString(System.nanoTime()) + ".part");
        try {
            Files.createFile(temporary);
            writer.write(temporary);
            move(temporary, place);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void move(Path temporary, Path place) throws IOException {
        try {
            Files.move(temporary, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException refused) {
            Files.move(temporary, place, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
