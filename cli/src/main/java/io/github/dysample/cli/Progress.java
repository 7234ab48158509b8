package io.github.dysample.cli;

import java.io.PrintStream;
import java.util.Locale;

/**
 * One line on the terminal for work that takes more than a second: what is going on, and for how long. It is erased
 * when the work is done.
 *
 * <p>The launcher says whether standard error is a terminal. {@code System.console()} knows only about standard input
 * and output, and would let a progress line into {@code 2>file}.
 */
public final class Progress implements AutoCloseable {
    /** Set to true by the launcher if standard error is a terminal. */
    static final String PROPERTY = "dysample.terminal";

    private static final long QUIET_MILLIS = 1000;
    private static final long STEP_MILLIS = 250;

    private final PrintStream err;
    private final String what;
    private final Thread painter; // null if nobody would see it

    private Progress(PrintStream err, String what, boolean visible) {
        this.err = err;
        this.what = what;
        this.painter = visible ? Thread.ofPlatform().daemon().name("progress").start(this::paint) : null;
    }

    /**
     * Begins a piece of work; closing the result ends it.
     *
     * @param err where to show it
     * @param what is going on
     * @return the progress to close
     */
    public static Progress of(PrintStream err, String what) {
        return of(err, what, Boolean.getBoolean(PROPERTY));
    }

    static Progress of(PrintStream err, String what, boolean visible) {
        return new Progress(err, what, visible);
    }

    private void paint() {
        long start = System.nanoTime();
        boolean painted = false;
        try {
            Thread.sleep(QUIET_MILLIS);
            while (true) {
                err.print(String.format(Locale.ROOT, "\r%s ... %.0f s", what, (System.nanoTime() - start) / 1e9));
                err.flush();
                painted = true;
                Thread.sleep(STEP_MILLIS);
            }
        } catch (InterruptedException done) {
            if (painted) {
                err.print("\r\033[K");
                err.flush();
            }
        }
    }

    @Override
    public void close() {
        if (painter == null) {
            return;
        }
        painter.interrupt();
        try {
            painter.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
