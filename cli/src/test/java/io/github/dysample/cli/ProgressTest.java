package io.github.dysample.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void longWorkIsShownAndErased() throws InterruptedException {
        try (Progress _ = new Progress(out, "working", true)) {
            Thread.sleep(1400);
        }
        assertTrue(text().startsWith("\rworking ... 1 s"), text());
        assertTrue(text().endsWith("\r\033[K"), text());
    }

    @Test
    void shortWorkAndOtherStreamsSeeNothing() {
        try (Progress _ = new Progress(out, "working", true)) {
            assertEquals("", text());
        }
        try (Progress _ = Progress.of(out, "working")) {
            assertEquals("", text());
        }
        assertEquals("", text());
    }
}
