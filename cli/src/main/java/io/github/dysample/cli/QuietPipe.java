package io.github.dysample.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/**
 * Standard output that drops what nobody reads any more: a reader that has seen enough, as {@code head} has, closes the
 * pipe, and the command goes on to its own end.
 */
final class QuietPipe extends FilterOutputStream {
    private boolean closed;

    QuietPipe(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        if (closed) {
            return;
        }
        try {
            out.write(bytes, from, count);
        } catch (IOException failure) {
            if (!tellsOfAPipe(failure)) {
                throw failure;
            }
            closed = true;
        }
    }

    /** "Broken pipe", or on Windows "The pipe is being closed": Java has no type for it. */
    private static boolean tellsOfAPipe(IOException failure) {
        return failure.getMessage() != null
                && failure.getMessage().toLowerCase(Locale.ROOT).contains("pipe");
    }
}
