package io.github.dysample.verify;

import java.time.Instant;

/**
 * Where a report comes from, so that it can be told from another and made again.
 *
 * @param program the program that made it, with its version
 * @param command the command line that made it
 * @param date when
 */
public record Provenance(String program, String command, Instant date) {

    /** {@return all of it in one line} */
    @Override
    public String toString() {
        return program + ", " + date + ": " + command;
    }
}
