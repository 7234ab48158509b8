package io.github.dysample.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    private static final byte[] NEW = {1, 2, 3};

    @TempDir
    Path folder;

    private Path target;

    @BeforeEach
    void nameTheTarget() {
        target = folder.resolve("target");
    }

    private void write() throws IOException {
        AtomicFile.write(target, out -> out.write(NEW));
    }

    private void assertOnly(String... names) {
        String[] found = folder.toFile().list();
        Arrays.sort(found);
        assertArrayEquals(names, found);
    }

    @Test
    void theTemporaryStandsBesideTheTarget() throws IOException {
        AtomicFile.write(target, out -> {
            String[] names = folder.toFile().list();
            assertEquals(1, names.length);
            assertTrue(names[0].matches("\\.dysample-[0-9a-f]+-[0-9a-f]+\\.tmp"), names[0]);
            out.write(NEW);
        });
        assertArrayEquals(NEW, Files.readAllBytes(target));
        assertOnly("target");
    }

    @Test
    void aFailureLeavesTheOldFile() throws IOException {
        Files.write(target, new byte[1]);
        IOException failure = new IOException("broken");
        assertSame(failure, assertThrows(IOException.class, () -> AtomicFile.write(target, out -> {
            out.write(NEW);
            throw failure;
        })));
        assertArrayEquals(new byte[1], Files.readAllBytes(target));
        assertOnly("target");
    }

    @Test
    void linksStayAndWhatTheyPointToIsWritten() throws IOException {
        Path real = folder.resolve("real");
        Files.createSymbolicLink(target, Path.of("middle"));
        Files.createSymbolicLink(folder.resolve("middle"), real.toAbsolutePath());
        write(); // the link dangles
        assertArrayEquals(NEW, Files.readAllBytes(real));
        Files.write(real, new byte[1]);
        write();
        assertArrayEquals(NEW, Files.readAllBytes(real));
        assertTrue(Files.isSymbolicLink(target) && Files.isSymbolicLink(folder.resolve("middle")));
        assertOnly("middle", "real", "target");
    }

    @Test
    void linksInACircleAreRefused() throws IOException {
        Files.createSymbolicLink(target, Path.of("target"));
        assertThrows(FileSystemLoopException.class, this::write);
    }

    @Test
    void onlyRegularFilesAreReplaced() throws IOException {
        Files.createDirectory(target);
        assertEquals(target + " is not a regular file", assertThrows(IOException.class, this::write).getMessage());
        target = folder.resolve("socket");
        try (ServerSocketChannel _ = TestFiles.socket(target)) {
            IOException refused = assertThrows(IOException.class, this::write);
            assertEquals(target + " is not a regular file", refused.getMessage());
        }
        assertOnly("socket", "target");
    }

    @Test
    void permissionsAreKeptWhereFilesHaveThem() throws IOException {
        Files.write(target, new byte[1]);
        for (String permissions : new String[] {"rw-------", "rwxrw-rw-"}) {
            PosixFileAttributeView before = posix();
            if (before != null) {
                before.setPermissions(PosixFilePermissions.fromString(permissions));
            }
            write();
            assertArrayEquals(NEW, Files.readAllBytes(target));
            PosixFileAttributeView after = posix();
            assertEquals(
                    before == null ? null : permissions,
                    after == null ? null : PosixFilePermissions.toString(after.readAttributes().permissions()));
        }
    }

    private PosixFileAttributeView posix() {
        return Files.getFileAttributeView(target, PosixFileAttributeView.class);
    }

    @Test
    void aReadOnlyFileIsReplacedOnlyByUsersThatMayWriteIt() throws IOException {
        Files.write(target, new byte[1]);
        assertTrue(target.toFile().setReadOnly());
        // The superuser may write everything.
        if (Files.isWritable(target)) {
            write();
            assertArrayEquals(NEW, Files.readAllBytes(target));
        } else {
            assertEquals(target + " is not writable", assertThrows(IOException.class, this::write).getMessage());
            assertArrayEquals(new byte[1], Files.readAllBytes(target));
        }
        assertOnly("target");
    }

    @Test
    void messagesNameTheFolderOrTheTarget() throws IOException {
        Path missing = folder.resolve("none");
        target = missing.resolve("target");
        FileSystemException nowhere = assertThrows(FileSystemException.class, this::write);
        assertEquals(missing + ": no such directory", nowhere.getMessage());
        Files.write(missing, new byte[1]);
        assertEquals(missing + ": not a directory", assertThrows(FileSystemException.class, this::write).getMessage());
        target = folder.resolve("target");
        FileSystemException gone = assertThrows(FileSystemException.class, () -> AtomicFile.write(target, out -> {
            for (File file : folder.toFile().listFiles((in, name) -> name.endsWith(".tmp"))) {
                Files.delete(file.toPath());
            }
        }));
        assertEquals(target.toString(), gone.getFile());
    }

    @Test
    void whatAKilledProcessLeftIsSweptByTheNextWriteOfTheSameFile() throws IOException {
        String[] stale = new String[1];
        AtomicFile.write(target, out -> stale[0] = folder.toFile().list((in, name) -> name.endsWith(".tmp"))[0]);
        Files.write(folder.resolve(stale[0]), new byte[1]);
        Files.write(folder.resolve(".dysample-other-1.tmp"), new byte[1]); // of another file
        write();
        assertOnly(".dysample-other-1.tmp", "target");
    }

    @Test
    void aFileThatIsBeingWrittenIsNotSwept() throws IOException {
        AtomicFile.write(target, out -> {
            write();
            out.write(1);
        });
        assertArrayEquals(new byte[] {1}, Files.readAllBytes(target));
        assertOnly("target");
    }

    @Test
    void aTerminatedJvmLeavesNoTemporary() throws IOException, InterruptedException {
        for (int i = 0; i < 10; i++) {
            Process process = java(Looping.class);
            assertEquals('u', process.getInputStream().read());
            process.destroy();
            assertTrue(process.waitFor(60, TimeUnit.SECONDS));
            assertOnly("target");
        }
    }

    /** Writes without an end. */
    static final class Looping {
        public static void main(String[] args) throws IOException {
            for (int i = 0; true; i++) {
                AtomicFile.write(Path.of(args[0]), out -> out.write(new byte[1 << 16]));
                if (i == 10) {
                    System.out.println("up");
                }
            }
        }
    }

    @Test
    void anEndedJvmLeavesNoTemporary() throws IOException, InterruptedException {
        Process process = java(Interrupted.class);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(7, process.exitValue());
        assertOnly();
    }

    private Process java(Class<?> main) throws IOException {
        String path = System.getProperty("java.class.path") + File.pathSeparator
                + System.getProperty("jdk.module.path", "") + File.pathSeparator + location(AtomicFile.class)
                + File.pathSeparator + location(main);
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp", path, main.getName(), target.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static Path location(Class<?> type) {
        return Path.of(URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString()));
    }

    /** Ends the JVM in the middle of a file. */
    static final class Interrupted {
        private Interrupted() {}

        public static void main(String[] arguments) throws IOException {
            AtomicFile.write(Path.of(arguments[0]), out -> {
                out.write(NEW);
                System.exit(7);
            });
        }
    }
}
