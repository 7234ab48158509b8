package io.github.dysample.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetsTest {
    @TempDir
    private Path folder;

    @Test
    void newFilesAndFilesAndLinksToThemPass() throws IOException {
        Targets.check(folder.resolve("new.npy"));
        Path file = Files.createFile(folder.resolve("old.npy"));
        Targets.check(file);
        Targets.check(Files.createSymbolicLink(folder.resolve("link.npy"), file));
        Targets.check(Path.of("in-this-folder.npy"));
    }

    @Test
    void placesThatCannotHoldAFileAreNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        var missing = assertThrows(FileSystemException.class, () -> Targets.check(folder.resolve("no/x.npy")));
        assertEquals(folder.resolve("no") + ": no such directory", missing.getMessage());
        var under = assertThrows(NotDirectoryException.class, () -> Targets.check(file.resolve("x.npy")));
        assertEquals(file.toString(), under.getFile());
        var directory = assertThrows(FileSystemException.class, () -> Targets.check(folder));
        assertEquals(folder + ": is a directory", directory.getMessage());
    }
}
