package io.github.dysample.cli;

import io.github.dysample.verify.internal.text.Printable;
import java.io.PrintStream;
import java.util.Locale;

/**
 * One line on the terminal for work that takes more than a second: what is going on, and for how long. It is erased
 * when the work is done.
 *
 * <p>It belongs on standard output: the launcher passes standard error through a filter that holds back unfinished
 * lines. The launcher also says whether standard output is a terminal; {@code System.console()} wants standard input to
 * be one too.
 */
public final class Progress implements AutoCloseable {
    /** Set to true by the launcher if standard output is a terminal. */
    static final String PROPERTY = "dysample.terminal";

    private static final long QUIET_MILLIS = 1000;
    private static final long STEP_MILLIS = 250;

    private final PrintStream out;
    private final String what;
    private final Thread painter; // null if it would not be seen

    Progress(PrintStream out, String what, boolean visible) {
        this.out = out;
        this.what = Printable.of(what);
        this.painter = visible ? Thread.ofPlatform().daemon().name("progress").start(this::paint) : null;
    }

    /** Begins a piece of work; closing the result ends it. */
    public static Progress of(PrintStream out, String what) {
        return new Progress(out, what, Boolean.getBoolean(PROPERTY));
    }

    private void paint() {
        long start = System.nanoTime();
        boolean painted = false;
        try {
            Thread.sleep(QUIET_MILLIS);
            while (true) {
                out.print(String.format(Locale.ROOT, "\r%s ... %.0f s", what, (System.nanoTime() - start) / 1e9));
                out.flush();
                painted = true;
                Thread.sleep(STEP_MILLIS);
            }
        } catch (InterruptedException done) {
            if (painted) {
                out.print("\r\033[K");
                out.flush();
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
