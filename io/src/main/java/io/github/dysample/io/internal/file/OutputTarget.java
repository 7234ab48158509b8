package io.github.dysample.io.internal.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
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
 * The file an output goes to, once it is known that it may.
 *
 * @param file the file; no symbolic link
 * @param permissions those of the file that is there, which its replacement shall have; null for a new file, or where
 *     there are none
 */
public record OutputTarget(Path file, Set<PosixFilePermission> permissions) {
    private static final int MAX_LINKS = 40; // as many as Linux follows

    /** Follows links, and refuses what must not or cannot be replaced. */
    public static OutputTarget resolve(Path target) throws IOException {
        Path file = follow(target);
        if (file.getFileName() == null) {
            throw new IOException(target + " does not name a file");
        }
        requireFolder(file.getParent());
        if (!Files.exists(file)) {
            return new OutputTarget(file, null);
        }
        // Of a device or a pipe the replacement would be a plain file in its place.
        if (!Files.isRegularFile(file)) {
            throw new IOException(target + " is not a regular file");
        }
        // Replacing needs the folder's permission only, but whoever took the file's away meant it.
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

    /** Creates the replacement, from its first byte on with no wider permissions than the file it replaces. */
    public OutputStream create(Path replacement) throws IOException {
        // Not createTempFile: its files are readable by their owner only, and would stay so after the move.
        FileAttribute<?>[] attributes = permissions == null
                ? new FileAttribute<?>[0]
                : new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)};
        return Channels.newOutputStream(Files.newByteChannel(
                replacement, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes));
    }

    /** Gives the replacement the permissions that the process's mask took away. */
    public void applyPermissions(Path replacement) throws IOException {
        if (permissions != null) {
            Files.setPosixFilePermissions(replacement, permissions);
        }
    }
}
