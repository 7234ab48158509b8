package io.github.dysample.io.internal.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/** The bytes of a file on disk. Read, not mapped: truncating a mapped file takes the JVM down. */
public final class FileBytes implements Bytes {
    private final String name;
    private final FileChannel channel;
    private final long size;

    public FileBytes(Path path) throws IOException {
        name = path.toString();
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        if (attributes.isDirectory()) {
            boolean unpacked = Files.exists(path.resolve("data.pkl")) || Files.exists(path.resolve("archive/data.pkl"));
            throw new IOException(name + " is a directory, not a file" + (unpacked
                    ? "; it is an unpacked checkpoint: zip it, and read the .zip as .pth"
                    : ""));
        }
        // Opening a pipe would wait for a writer, and a device has no size.
        if (!attributes.isRegularFile()) {
            throw new IOException(name + " is not a regular file");
        }
        channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            size = channel.size();
        } catch (IOException unknown) {
            channel.close();
            throw unknown;
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void read(long position, byte[] into, int from, int length) throws IOException {
        for (int done = 0; done < length; ) {
            // The channel copies through a direct buffer of the request's size and keeps it, hence the pieces.
            ByteBuffer piece = ByteBuffer.wrap(into, from + done, Math.min(CHUNK, length - done));
            int read = channel.read(piece, position + done);
            if (read < 0) {
                throw fault(position + done, "the file became shorter than its " + size + " bytes while it was read");
            }
            done += read;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
