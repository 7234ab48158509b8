package io.github.dysample.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Finds out before a long computation that its result could not be written. */
final class Targets {
    private Targets() {}

    /** Refuses a checkpoint for its name, too. */
    static void checkCheckpoint(Path target) throws IOException {
        FileExtension kind = FileExtension.of(target);
        if (kind != FileExtension.SAFETENSORS && kind != FileExtension.NPZ) {
            throw new UsageException(target + ": checkpoints are written as .safetensors or .npz");
        }
        check(target);
    }

    static void check(Path target) throws IOException {
        if (Files.isDirectory(target)) {
            throw new FileSystemException(target.toString(), null, "is a directory");
        }
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            throw new FileSystemException(target.toString(), null, "is not a regular file");
        }
        if (Files.exists(target) && !Files.isWritable(target)) {
            throw new AccessDeniedException(target.toString());
        }
        // Through a link, the file is replaced where it is.
        Path folder = (Files.exists(target) ? target.toRealPath() : target.toAbsolutePath()).getParent();
        if (!Files.exists(folder)) {
            throw new FileSystemException(folder.toString(), null, "no such directory");
        }
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
        if (!Files.isWritable(folder)) {
            throw new AccessDeniedException(folder.toString());
        }
    }
}
