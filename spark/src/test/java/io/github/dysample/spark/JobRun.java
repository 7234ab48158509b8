package io.github.dysample.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One run of a job in this JVM, in the session of the test, and what came of it. */
record JobRun(int code, String out, String err) {

    /** The entry of a job. */
    interface Job {
        int run(PrintStream out, PrintStream err, String... args);
    }

    /** Runs a job; paths and numbers are turned into their text. */
    static JobRun of(Job job, Object... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = job.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Arrays.stream(args).map(Object::toString).toArray(String[]::new));
        return new JobRun(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** It ended with a code, and said nothing on standard error. */
    JobRun ends(int expected) {
        assertEquals("", err);
        assertEquals(expected, code, out);
        return this;
    }

    /** Standard output holds all the parts. */
    JobRun prints(String... parts) {
        for (String part : parts) {
            assertTrue(out.contains(part), () -> "no \"" + part + "\" in: " + out);
        }
        return this;
    }

    /** One line on standard error that holds all the parts. */
    JobRun fails(int expected, String... parts) {
        assertEquals(expected, code, err);
        assertEquals(1, err.lines().count(), err);
        for (String part : parts) {
            assertTrue(err.contains(part), () -> "no \"" + part + "\" in: " + err);
        }
        return this;
    }
}
