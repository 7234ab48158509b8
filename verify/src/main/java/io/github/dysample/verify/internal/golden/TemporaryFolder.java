package io.github.dysample.verify.internal.golden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder that is deleted in the end, with everything still in it.
 *
 * @param folder the folder
 */
record TemporaryFolder(Path folder) implements AutoCloseable {

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.toList();
        }
        for (Path file : files.reversed()) {
            Files.deleteIfExists(file);
        }
    }

    @Override
    public void close() throws IOException {
        delete(folder);
    }
}
