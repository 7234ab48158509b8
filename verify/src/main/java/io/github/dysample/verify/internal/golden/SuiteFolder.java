package io.github.dysample.verify.internal.golden;

import io.github.dysample.io.FileFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The folder of a suite, which may be anybody's: nothing outside is opened, wherever links lead, and inside only
 * regular files that are no larger than they need to be. Messages have the names as given.
 *
 * @param path the folder
 */
public record SuiteFolder(Path path) {

    /**
     * {@return the file or folder, with its links followed}
     *
     * @throws FileFormatException if it is outside
     */
    public Path inside(Path file) throws IOException {
        Path target = real(file);
        if (!target.startsWith(real(path))) {
            throw wrong(file, "leads out of the suite's folder " + path);
        }
        return target;
    }

    /**
     * {@return the same file, which may be opened}
     *
     * @throws FileFormatException if it is outside, not a regular file, or larger than {@code most} bytes
     */
    public Path file(Path file, long most) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(inside(file), BasicFileAttributes.class);
        if (!attributes.isRegularFile()) {
            throw wrong(file, "is not a regular file");
        }
        if (attributes.size() > most) {
            throw wrong(file, "has " + attributes.size() + " bytes, must have at most " + most);
        }
        return file;
    }

    /** {@return the content of a file}, as {@link #file} allows it */
    public byte[] read(Path file, int most) throws IOException {
        try (InputStream in = Files.newInputStream(file(file, most))) {
            return in.readNBytes(most);
        }
    }

    private static Path real(Path file) throws IOException {
        try {
            return file.toRealPath();
        } catch (NoSuchFileException | AccessDeniedException plain) {
            throw plain;
        } catch (FileSystemException odd) { // links in a circle, or a name that is too long
            throw wrong(file, "cannot be opened: " + odd.getReason());
        }
    }

    private static FileFormatException wrong(Path file, String reason) {
        return new FileFormatException(file.toString(), FileFormatException.NO_POSITION, reason);
    }
}
