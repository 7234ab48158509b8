package io.github.dysample.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void longWorkIsShownAndErased() throws InterruptedException {
        try (Progress _ = new Progress(bytes, () -> "working ... 1 s")) {
            Thread.sleep(1400);
        }
        assertTrue(text().startsWith("\r\033[Kworking ... 1 s"), text());
        assertTrue(text().endsWith("\r\033[K"), text());
    }

    @Test
    void whatElseIsSaidStandsInALineOfItsOwn() throws InterruptedException {
        try (Progress progress = new Progress(bytes, () -> "working")) {
            Thread.sleep(1400);
            progress.aside(() -> bytes.writeBytes("one is done\n".getBytes(StandardCharsets.UTF_8)));
        }
        assertTrue(text().contains("working\r\033[Kone is done\n"), text());
    }

    @Test
    void shortWorkAndOtherStreamsSeeNothing() {
        try (Progress _ = new Progress(bytes, () -> "working ... 1 s")) {
            assertEquals("", text());
        }
        try (Progress _ = Progress.of("working")) {
            assertEquals("", text());
        }
        assertEquals("", text());
    }
}
