package io.github.dysample.io;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.function.Executable;

/** The golden files of the repository, and assertions about files. */
final class TestFiles {
    private TestFiles() {}

    /** A file or folder under {@code testdata/}. */
    static Path golden(String name) {
        Path module = Path.of(System.getProperty("basedir", "."));
        Path path = module.resolve("..").resolve("testdata").resolve(name).normalize();
        assertTrue(Files.exists(path), () -> path + " is missing; it belongs to the repository");
        return path;
    }

    static byte[] goldenBytes(String name) throws IOException {
        return Files.readAllBytes(golden(name));
    }

    /** Makes a file that is neither regular nor a directory, on any system; in use until the channel is closed. */
    static ServerSocketChannel socket(Path path) throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path));
    }

    /** Asserts that reading is refused at a position with a reason that contains some text. */
    static FileFormatException assertRefused(long position, String reason, Executable reading) {
        FileFormatException refused = assertThrows(FileFormatException.class, reading);
        assertTrue(
                refused.reason().contains(reason),
                () -> "\"" + refused.reason() + "\" should contain \"" + reason + "\"");
        assertTrue(
                refused.position() == position,
                () -> "\"" + refused.getMessage() + "\" should be at byte " + position);
        return refused;
    }
}
