package io.github.dysample.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/**
 * Standard output that discards everything once its reader has closed the pipe, as {@code head} does after some lines.
 * The command then ends as it would have anyway, with its own exit code.
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
