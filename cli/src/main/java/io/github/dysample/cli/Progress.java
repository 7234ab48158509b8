package io.github.dysample.cli;

import io.github.dysample.verify.internal.text.Printable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * One line on the terminal for work that takes more than a second: what is going on, and for how long. It is erased
 * when the work is done.
 *
 * <p>The launcher passes standard error through a filter that holds back unfinished lines. It says by what name the
 * terminal behind it can be opened, if there is one; {@code System.console()} wants standard input to be one, too.
 */
public final class Progress implements AutoCloseable {
    /** Set by the launcher to a file that is the terminal, if standard error is one. */
    static final String PROPERTY = "dysample.terminal";

    /** Set by the launcher to the number of columns, if it knows. */
    static final String COLUMNS = "dysample.columns";

    private static final long QUIET_MILLIS = 1000;
    private static final long STEP_MILLIS = 250;
    private static final String ERASE = "\r\033[K";

    private final PrintStream terminal; // null if there is no terminal
    private final Supplier<String> line;
    private final Thread painter; // null if there is no terminal
    private boolean painted; // guarded by this

    Progress(OutputStream terminal, Supplier<String> line) {
        this.terminal = terminal == null ? null : new PrintStream(terminal, false, StandardCharsets.UTF_8);
        this.line = line;
        this.painter = terminal == null
                ? null
                : Thread.ofPlatform().daemon().name("progress").start(this::paint);
    }

    /** Begins a piece of work; closing the result ends it. */
    public static Progress of(String what) {
        long start = System.nanoTime();
        return of(() -> String.format(Locale.ROOT, "%s ... %.0f s", what, (System.nanoTime() - start) / 1e9));
    }

    /** Begins a piece of work that says itself where it stands, in any thread. */
    public static Progress of(Supplier<String> line) {
        return new Progress(terminal(), line);
    }

    private static OutputStream terminal() {
        String file = System.getProperty(PROPERTY);
        try {
            return file == null ? null : new FileOutputStream(file);
        } catch (IOException unreachable) {
            return null; // of another user, perhaps: the work goes on unseen
        }
    }

    private void paint() {
        try {
            Thread.sleep(QUIET_MILLIS);
            while (true) {
                paintOnce();
                Thread.sleep(STEP_MILLIS);
            }
        } catch (InterruptedException done) {
            erase();
        }
    }

    private synchronized void paintOnce() {
        String text = Printable.of(line.get());
        // A line that wraps could not be erased.
        int columns = Integer.getInteger(COLUMNS, Integer.MAX_VALUE);
        terminal.print(ERASE + text.substring(0, Math.min(text.length(), columns - 1)));
        terminal.flush();
        painted = true;
    }

    private synchronized void erase() {
        if (painted) {
            terminal.print(ERASE);
            terminal.flush();
            painted = false;
        }
    }

    /** Lets something else be printed, while the line is away. */
    synchronized void aside(Runnable print) {
        erase();
        print.run();
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
        terminal.close();
    }
}
