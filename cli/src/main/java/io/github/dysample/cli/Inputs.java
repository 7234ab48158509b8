package io.github.dysample.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The files that a command reads, known by what they are and not by their names. */
final class Inputs {
    private final Set<Object> files = new HashSet<>();
    private final List<Path> folders = new ArrayList<>();

    /** Takes paths; what is null, or is not there, is left out. */
    Inputs(Iterable<Path> paths) throws IOException {
        for (Path path : paths) {
            if (path == null || !Files.exists(path)) {
                continue;
            }
            if (Files.isDirectory(path)) {
                folders.add(path.toRealPath());
            } else {
                files.add(key(path));
            }
        }
    }

    /** {@return whether an existing file is one of them} Of a folder, everything that can hold data is read. */
    boolean hold(Path existing) throws IOException {
        if (files.contains(key(existing))) {
            return true;
        }
        Path real = existing.toRealPath();
        return FileExtension.isOfData(real) && folders.stream().anyMatch(real::startsWith);
    }

    /** The same for all names of a file, or where files have no such key, for all but further hard links. */
    private static Object key(Path file) throws IOException {
        Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        return key == null ? file.toRealPath() : key;
    }
}
