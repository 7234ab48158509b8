package io.github.dysample.cli;

/** What the exit codes mean; the help text says the same. */
final class ExitCode {
    /** Done. */
    static final int DONE = 0;

    /** The command ran, and a check failed, or nothing was found. */
    static final int NO = 1;

    /** Wrong usage: options or files that do not fit each other, a backend that cannot run. */
    static final int USAGE = 2;

    /** A file could not be read or written, or did not fit in memory. */
    static final int FILE = 3;

    /** A bug. Not 1, so that a script never takes a crash for an answer. */
    static final int INTERNAL = 4;

    private ExitCode() {}
}
