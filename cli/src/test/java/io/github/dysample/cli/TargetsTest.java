package io.github.dysample.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TargetsTest {
    @TempDir
    private Path folder;

    private static final Targets CAREFUL = new Targets();

    private static Targets forced() {
        return CommandLine.populateCommand(new Targets(), "--force");
    }

    private static void assertRefused(String reason, Targets targets, Path target, Path... inputs) {
        UsageException refused = assertThrows(UsageException.class, () -> targets.check(target, inputs));
        assertTrue(refused.getMessage().startsWith(target + ": " + reason), refused.getMessage());
    }

    @Test
    void newFilesPass() throws IOException {
        CAREFUL.check(folder.resolve("new.npy"));
        CAREFUL.check(Path.of("in-this-folder.npy"), folder.resolve("missing.npy"), null);
        CAREFUL.check(Files.createSymbolicLink(folder.resolve("dangling.npy"), Path.of("later.npy")));
    }

    @Test
    void filesThatExistAreReplacedOnlyIfTheUserSaysSo() throws IOException {
        Path file = Files.createFile(folder.resolve("old.npy"));
        Path link = Files.createSymbolicLink(folder.resolve("link.npy"), file);
        for (Path target : new Path[] {file, link}) {
            assertRefused("exists; name another file, or replace it with --force", CAREFUL, target);
            forced().check(target);
        }
    }

    @Test
    void whatIsReadIsNeverReplaced() throws IOException {
        Path input = Files.createFile(folder.resolve("x.npy"));
        Path link = Files.createSymbolicLink(folder.resolve("link.npy"), input);
        Path hard = Files.createLink(folder.resolve("hard.npy"), input);
        Path around = Files.createDirectory(folder.resolve("a")).resolve("../x.npy");
        for (Path target : new Path[] {input, link, hard, around}) {
            assertRefused("is read by this command", CAREFUL, target, null, input);
            assertRefused("is read by this command", forced(), target, null, input);
        }
        Path otherCase = folder.resolve("X.NPY");
        if (Files.exists(otherCase)) { // where file names have no case
            assertRefused("is read by this command", forced(), otherCase, input);
        }
    }

    @Test
    void ofAFolderTheDataAreRead() throws IOException {
        Path suite = Files.createDirectories(folder.resolve("suite/cases/one")).getParent().getParent();
        Path link = Files.createSymbolicLink(folder.resolve("link"), suite);
        for (String name : new String[] {"x.npy", "weights.safetensors", "case.json"}) {
            Path data = Files.createFile(suite.resolve("cases/one").resolve(name));
            assertRefused("is read by this command", forced(), data, link);
        }
        Path report = Files.createFile(suite.resolve("report.html"));
        assertRefused("exists", CAREFUL, report, link);
        forced().check(report, link);
    }

    @Test
    void placesThatCannotHoldAFileAreNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        var missing = assertThrows(FileSystemException.class, () -> CAREFUL.check(folder.resolve("no/x.npy")));
        assertEquals(folder.resolve("no") + ": no such directory", missing.getMessage());
        var under = assertThrows(NotDirectoryException.class, () -> CAREFUL.check(file.resolve("x.npy")));
        assertEquals(file.toString(), under.getFile());
        var directory = assertThrows(FileSystemException.class, () -> forced().check(folder));
        assertEquals(folder + ": is a directory", directory.getMessage());
    }
}
