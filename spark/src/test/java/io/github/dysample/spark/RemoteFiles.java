package io.github.dysample.spark;

import java.io.IOException;
import java.net.URI;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * The local files under another scheme, {@code remote:}, as if they were elsewhere: Java cannot open them, and as on
 * HDFS nothing is renamed to a name that is taken.
 */
public final class RemoteFiles extends RawLocalFileSystem {
    private static final URI NAME = URI.create("remote:///");

    /** Makes the scheme known. */
    static Configuration in(Configuration settings) {
        settings.set("fs.remote.impl", RemoteFiles.class.getName());
        return settings;
    }

    /** {@return the name of a local file in this scheme} */
    static String name(java.nio.file.Path file) {
        return "remote:" + file.toAbsolutePath();
    }

    @Override
    public URI getUri() {
        return NAME;
    }

    @Override
    public String getScheme() {
        return NAME.getScheme();
    }

    /** Without asking for permissions, which is done by a name of the scheme file. */
    @Override
    public FileStatus[] listStatus(Path folder) throws IOException {
        return Stream.of(super.listStatus(folder)).map(RemoteFiles::plain).toArray(FileStatus[]::new);
    }

    private static FileStatus plain(FileStatus each) {
        return new FileStatus(each.getLen(), each.isDirectory(), each.getReplication(), each.getBlockSize(),
                each.getModificationTime(), each.getPath());
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        return !exists(to) && super.rename(from, to);
    }
}
