package io.github.dysample.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;

/** One run of the command in this JVM, and what came of it. */
record Command(int code, byte[] bytes, String err) {

    /** Runs the command; paths and numbers are turned into their text. */
    static Command run(Object... args) {
        return reading(new byte[0], args);
    }

    /** Runs the command at a point in time. */
    static Command at(Instant date, Object... args) {
        return run(Clock.fixed(date, ZoneOffset.UTC), new byte[0], args);
    }

    /** Runs the command with something on standard input. */
    static Command reading(byte[] in, Object... args) {
        return run(Clock.systemUTC(), in, args);
    }

    private static Command run(Clock clock, byte[] in, Object... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(
                clock,
                new ByteArrayInputStream(in),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Arrays.stream(args).map(Object::toString).toArray(String[]::new));
        return new Command(code, out.toByteArray(), err.toString(StandardCharsets.UTF_8));
    }

    /** {@return what it said on standard output, as text} */
    String out() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Done, and not a word on standard error. */
    Command succeeds() {
        assertEquals("", err);
        assertEquals(ExitCode.DONE, code);
        return this;
    }

    /** One line on standard error that holds all the parts, and nothing on standard output. */
    Command fails(int expected, String... parts) {
        assertEquals(expected, code, err);
        assertEquals(1, err.lines().count(), err);
        assertTrue(err.startsWith("dysample: "), err);
        for (String part : parts) {
            assertTrue(err.contains(part), () -> "no \"" + part + "\" in: " + err);
        }
        assertEquals("", out());
        return this;
    }

    /** Standard output holds all the parts. */
    Command prints(String... parts) {
        for (String part : parts) {
            assertTrue(out().contains(part), () -> "no \"" + part + "\" in: " + out());
        }
        return this;
    }
}
