package io.github.dysample.io.internal.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The file that an output goes to, checked to be one that may be written.
 *
 * @param file the file, never a symbolic link
 * @param permissions those of an existing file, which its replacement gets too; null for a new file, or where files
 *     have none
 */
public record OutputTarget(Path file, Set<PosixFilePermission> permissions) {
    private static final int MAX_LINKS = 40; // as many as Linux follows

    /** Follows links, and refuses a target that must not or cannot be replaced. */
    public static OutputTarget resolve(Path target) throws IOException {
        Path file = follow(target);
        if (file.getFileName() == null) {
            throw new IOException(target + " does not name a file");
        }
        requireFolder(file.getParent());
        if (!Files.exists(file)) {
            return new OutputTarget(file, null);
        }
        // A device or a pipe would be replaced by a plain file.
        if (!Files.isRegularFile(file)) {
            throw new IOException(target + " is not a regular file");
        }
        // Replacing needs only the folder's permission, but the file's was taken away on purpose.
        if (!Files.isWritable(file)) {
            throw new IOException(target + " is not writable");
        }
        PosixFileAttributeView posix = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        return new OutputTarget(file, posix == null ? null : posix.readAttributes().permissions());
    }

    /** Not toRealPath, which fails for a link to a file that does not exist yet. */
    private static Path follow(Path target) throws IOException {
        Path file = target;
        for (int links = 0; Files.isSymbolicLink(file); links++) {
            if (links == MAX_LINKS) {
                throw new FileSystemLoopException(target.toString());
            }
            file = file.resolveSibling(Files.readSymbolicLink(file));
        }
        return file;
    }

    private static void requireFolder(Path folder) throws IOException {
        if (folder != null && !Files.isDirectory(folder)) {
            throw new FileSystemException(
                    folder.toString(), null, Files.exists(folder) ? "not a directory" : "no such directory");
        }
    }

    /** Creates the replacement, which never has wider permissions than the file it replaces. */
    FileChannel create(Path replacement) throws IOException {
        // Not createTempFile: its files are readable by their owner only, and would stay so after the move.
        FileAttribute<?>[] attributes = permissions == null
                ? new FileAttribute<?>[0]
                : new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)};
        return FileChannel.open(
                replacement, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes);
    }

    /** Gives the replacement the permissions that the process's mask took away. */
    void applyPermissions(Path replacement) throws IOException {
        if (permissions != null) {
            Files.setPosixFilePermissions(replacement, permissions);
        }
    }
}
