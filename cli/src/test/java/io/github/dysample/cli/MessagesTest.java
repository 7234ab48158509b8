package io.github.dysample.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MessagesTest {
    @TempDir
    private Path folder;

    @AfterEach
    void forget() {
        System.clearProperty(Messages.PROPERTY);
    }

    @Test
    void withoutTheLauncherItIsStandardError() {
        assertSame(System.err, Messages.open());
    }

    @Test
    void whatCannotBeOpenedIsPassedOver() {
        System.setProperty(Messages.PROPERTY, folder.resolve("no/stream").toString());
        assertSame(System.err, Messages.open());
    }

    @Test
    void linesAreAppended() throws IOException {
        Path stream = folder.resolve("stream");
        Files.writeString(stream, "before\n");
        System.setProperty(Messages.PROPERTY, stream.toString());
        try (PrintStream messages = Messages.open()) {
            messages.print("after\n");
        }
        assertEquals("before\nafter\n", Files.readString(stream));
    }
}
