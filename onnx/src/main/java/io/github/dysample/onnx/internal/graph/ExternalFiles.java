package io.github.dysample.onnx.internal.graph;

import io.github.dysample.io.FileFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Where a model's external data are: in files of the model's own folder or below it. Anything else is refused, links
 * included, so that a model cannot have other files of the computer read.
 */
public final class ExternalFiles {
    private final String model;
    private final Path folder; // null for a model in memory

    private ExternalFiles(String model, Path folder) {
        this.model = model;
        this.folder = folder;
    }

    /** For a model in a file. */
    public static ExternalFiles beside(Path model) {
        return new ExternalFiles(model.toString(), model.toAbsolutePath().getParent());
    }

    /** For a model in memory, which has no folder. */
    public static ExternalFiles none(String model) {
        return new ExternalFiles(model, null);
    }

    /** Reads {@code length} bytes, which a Java array holds. */
    byte[] read(String tensor, String location, long offset, long length) throws IOException {
        Path file = resolve(tensor, location);
        try (SeekableByteChannel channel = Files.newByteChannel(file, LinkOption.NOFOLLOW_LINKS)) {
            if (offset < 0 || length < 0 || offset > channel.size() - length) {
                throw fault(tensor, "needs " + length + " bytes at " + offset + " of \"" + location + "\", which has "
                        + channel.size());
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) length);
            channel.position(offset);
            while (bytes.hasRemaining()) {
                if (channel.read(bytes) < 0) {
                    throw fault(tensor, "is cut off: \"" + location + "\" became shorter while it was read");
                }
            }
            return bytes.array();
        }
    }

    private Path resolve(String tensor, String location) throws FileFormatException {
        if (folder == null) {
            throw fault(tensor, "is in another file, \"" + location + "\", and the model was read from memory; read it"
                    + " from its folder");
        }
        Path relative;
        try {
            relative = Path.of(location);
        } catch (InvalidPathException invalid) {
            throw fault(tensor, "is in a file whose name is not one: \"" + location + "\"");
        }
        boolean inside = !location.isEmpty() && !relative.isAbsolute() && relative.getRoot() == null;
        Path file = folder;
        for (Path part : relative) {
            inside &= !part.toString().equals("..");
            file = file.resolve(part);
            if (inside && Files.isSymbolicLink(file)) {
                throw fault(tensor, "is in \"" + location + "\", which is reached by a symbolic link; external data"
                        + " are read without following links");
            }
        }
        if (!inside) {
            throw fault(tensor, "is in \"" + location + "\", which is not inside the model's folder");
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw fault(tensor, "is in \"" + location + "\", which is not a file in the model's folder; keep the two"
                    + " together");
        }
        return file;
    }

    private FileFormatException fault(String tensor, String reason) {
        return new FileFormatException(
                model, FileFormatException.NO_POSITION, "the tensor \"" + tensor + "\" " + reason);
    }
}
