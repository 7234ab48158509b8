package io.github.dysample.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class UpsampleStatusTest {

    @Test
    void aShareTellsTheTimeLeft() {
        assertEquals("7 s", Share.text(0, 7));
        assertEquals("7 s", Share.text(0.04, 7));
        assertEquals("25 %, about 30 s left", Share.text(0.25, 10));
        assertEquals("10 %, about 9 min left", Share.text(0.1, 60));
        assertEquals("99 %, about 0 s left", Share.text(0.999, 10));
    }

    @Test
    void oneFileShowsWhatIsBeingDone() {
        UpsampleStatus status = new UpsampleStatus(1);
        status.reading("x.npy");
        assertEquals("reading x.npy ... 0 s", status.get());
        status.upsampling("(1, 3, 4, 5)", () -> 0.5);
        assertTrue(status.get().startsWith("upsampling (1, 3, 4, 5) ... 50 %, about "), status.get());
        status.writing("y.png", () -> 0.75);
        assertTrue(status.get().startsWith("writing y.png ... 75 %, about "), status.get());
    }

    @Test
    void manyFilesShowTheirShareOfAll() {
        UpsampleStatus status = new UpsampleStatus(4);
        status.finishedFile();
        status.reading("b.npy");
        assertTrue(status.get().startsWith("2 of 4 files, reading b.npy ... 25 %, about "), status.get());
        status.writing("b.png", () -> 1);
        assertTrue(status.get().startsWith("2 of 4 files, writing b.png ... 50 %, about "), status.get());
    }
}
