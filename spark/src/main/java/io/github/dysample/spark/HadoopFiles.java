package io.github.dysample.spark;

import java.io.File;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** Whole files on any file system that Hadoop knows. */
final class HadoopFiles {
    private HadoopFiles() {}

    /** {@return the file system of a path} A local one leaves no files with check sums beside the files it writes. */
    static FileSystem of(Path path, Configuration hadoop) throws IOException {
        FileSystem system = path.getFileSystem(hadoop);
        return system instanceof LocalFileSystem local ? local.getRawFileSystem() : system;
    }

    private static boolean isLocal(Path path) {
        return "file".equals(path.toUri().getScheme());
    }

    /**
     * {@return the name by which a file or folder is told from others} A local one may have several, through links.
     */
    static String real(Path path, Configuration hadoop) throws IOException {
        Path qualified = of(path, hadoop).makeQualified(path);
        return isLocal(qualified)
                ? new File(qualified.toUri().getPath()).getCanonicalPath()
                : qualified.toString().replaceFirst("/$", "");
    }

    /** {@return the name of a file or folder that is the same on every machine of the cluster} */
    static String everywhere(String path, Configuration hadoop) throws IOException {
        return of(new Path(path), hadoop).makeQualified(new Path(path)).toString();
    }

    /** {@return a path of the local file system as Java names it; empty for any other} */
    static Optional<java.nio.file.Path> local(Path path, Configuration hadoop) throws IOException {
        Path qualified = of(path, hadoop).makeQualified(path);
        return isLocal(qualified)
                ? Optional.of(java.nio.file.Path.of(qualified.toUri().getPath()))
                : Optional.empty();
    }

    /**
     * Gives every file below a folder to a consumer. Of a store of objects that is one listing and not one for each
     * folder; locally, such a listing would start a process for each file, to ask for its permissions.
     */
    static void forEach(Path folder, FileSystem system, Consumer<FileStatus> consumer) throws IOException {
        if (!isLocal(system.makeQualified(folder))) {
            RemoteIterator<LocatedFileStatus> all = system.listFiles(folder, true);
            while (all.hasNext()) {
                consumer.accept(all.next());
            }
            return;
        }
        for (FileStatus each : system.listStatus(folder)) {
            if (each.isDirectory()) {
                forEach(each.getPath(), system, consumer);
            } else {
                consumer.accept(each);
            }
        }
    }

    static byte[] read(Path file, Configuration hadoop) throws IOException {
        try (FSDataInputStream in = of(file, hadoop).open(file)) {
            return in.readAllBytes();
        }
    }

    /**
     * Writes a file that appears whole or not at all. If it is there by then, another attempt at the same work has
     * written it, and it stays.
     *
     * @param file the file; its folder is made
     * @param temporary a name of this attempt alone, on the same file system
     */
    static void write(Path file, Path temporary, byte[] content, Configuration hadoop) throws IOException {
        FileSystem system = of(file, hadoop);
        try {
            try (FSDataOutputStream out = system.create(temporary, true)) {
                out.write(content);
            }
            system.mkdirs(file.getParent());
            if (!system.exists(file) && !renamed(system, temporary, file) && !system.exists(file)) {
                throw new IOException(file + ": could not be renamed from " + temporary);
            }
        } finally {
            system.delete(temporary, false);
        }
    }

    private static boolean renamed(FileSystem system, Path from, Path to) throws IOException {
        try {
            return system.rename(from, to);
        } catch (FileAlreadyExistsException faster) {
            return false;
        }
    }
}
