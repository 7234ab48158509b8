package io.github.dysample.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.Model.CommandSpec;

class FailuresTest {

    private static void assertReported(int code, String line, Throwable failure) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        assertEquals(code, new Failures(err, () -> false).handle(failure));
        assertEquals("dysample: " + line + System.lineSeparator(), bytes.toString(StandardCharsets.UTF_8));
    }

    @Test
    void everythingIsOneLineAndACode() {
        assertReported(ExitCode.USAGE, "scale is 0", new IllegalArgumentException("scale is 0"));
        assertReported(ExitCode.FILE, "disk full", new IOException("disk full"));
        assertReported(ExitCode.FILE, "x.npy: permission denied", new AccessDeniedException("x.npy"));
        assertReported(ExitCode.FILE, "two\\u000alines", new IOException("two\nlines\n"));
        assertReported(ExitCode.FILE, "IOException", new IOException());
        assertReported(ExitCode.INTERNAL,
                "internal error: java.lang.IllegalStateException: odd; --verbose shows where",
                new IllegalStateException("odd"));
        assertReported(ExitCode.INTERNAL,
                "internal error: java.lang.StackOverflowError; --verbose shows where", new StackOverflowError());
        assertReported(ExitCode.INTERNAL,
                "internal error: java.lang.StackOverflowError; --verbose shows where",
                new ExecutionException(new CommandLine(CommandSpec.create()), "in a method", new StackOverflowError()));
    }

    @Test
    void theTraceIsFitForATerminalToo() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        new Failures(err, () -> true).handle(new IOException("\033[31mred"));
        String text = bytes.toString(StandardCharsets.UTF_8);
        assertEquals(-1, text.indexOf('\033'), text);
        assertTrue(text.contains("\tat "), text);
    }
}
