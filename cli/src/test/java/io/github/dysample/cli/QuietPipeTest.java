package io.github.dysample.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class QuietPipeTest {
    private int attempts;

    private PrintStream failingWith(String message) {
        return new PrintStream(new QuietPipe(new OutputStream() {
            @Override
            public void write(int single) throws IOException {
                attempts++;
                throw new IOException(message);
            }
        }));
    }

    @Test
    void aReaderThatHasGoneIsNoError() {
        for (String message : new String[] {"Broken pipe", "The pipe is being closed"}) {
            attempts = 0;
            PrintStream out = failingWith(message);
            out.println("unread");
            out.println("unread, too");
            assertFalse(out.checkError());
            assertEquals(1, attempts);
        }
    }

    @Test
    void aFullDiskIsAnError() {
        PrintStream out = failingWith("No space left on device");
        out.println("lost");
        assertTrue(out.checkError());
    }
}
