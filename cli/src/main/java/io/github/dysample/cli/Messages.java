package io.github.dysample.cli;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * The program's own way to standard error.
 *
 * <p>The launcher script sends the JVM's standard error through a filter, which may still be writing when the JVM has
 * ended. What the program says must not be late or lost, so the launcher keeps the unfiltered stream open and names it
 * in a system property.
 */
final class Messages {
    /** Set by the launcher: the path of the unfiltered stream. */
    static final String PROPERTY = "dysample.messages";

    private Messages() {}

    static PrintStream open() {
        String path = System.getProperty(PROPERTY);
        if (path == null) {
            return System.err;
        }
        try {
            // Opening the path of a descriptor makes a second file position; appending is what keeps 2>file whole.
            OutputStream unfiltered = new FileOutputStream(path, true);
            return new PrintStream(unfiltered, true, System.err.charset());
        } catch (IOException unopenable) {
            // A socket, or another user's terminal: the filtered stream carries the same lines.
            return System.err;
        }
    }
}
