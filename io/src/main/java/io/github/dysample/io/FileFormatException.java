package io.github.dysample.io;

import io.github.dysample.io.internal.bytes.Quote;
import java.io.IOException;

/**
 * A file is damaged, hostile, or of a kind that is not supported. The message says what is wrong and, where known, at
 * which byte; control characters of the file's own text are question marks in it. Immutable.
 */
public final class FileFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    /** The position where none is known. */
    public static final long NO_POSITION = -1;

    /** The file, or {@code archive!member}. */
    private final String file;

    /** The byte, or {@link #NO_POSITION}. */
    private final long position;

    /** What is wrong. */
    private final String reason;

    /**
     * Makes an exception.
     *
     * @param file the file; for a member of an archive {@code archive!member}
     * @param position the byte in the file or member, or {@link #NO_POSITION}
     * @param reason one sentence, without the file and the position
     */
    public FileFormatException(String file, long position, String reason) {
        super(Quote.printable(file + ": " + reason + (position == NO_POSITION ? "" : " (at byte " + position + ")")));
        this.file = file;
        this.position = position;
        this.reason = Quote.printable(reason);
    }

    /** {@return the file; for a member of an archive {@code archive!member}} */
    public String file() {
        return file;
    }

    /** {@return the byte in the file or member, or {@link #NO_POSITION}} */
    public long position() {
        return position;
    }

    /** {@return what is wrong, without the file and the position} */
    public String reason() {
        return reason;
    }
}
