package io.github.dysample.io.internal;

import io.github.dysample.io.FileFormatException;

/**
 * Bounds what a file can make us allocate where its own size does not: a few bytes can say that a tensor repeats one
 * number a billion times, or that a thousand tensors are views of the same storage.
 */
final class Budget {
    private static final long TIMES_FILE = 16;
    private static final long FREE = 1 << 16;

    private final String file;
    private final long limit;
    private long left;

    Budget(String file, long fileBytes) {
        this.file = file;
        limit = fileBytes * TIMES_FILE + FREE;
        left = limit;
    }

    /** Takes so many bytes, or refuses the file. */
    void take(long bytes, String what) throws FileFormatException {
        if (bytes > left) {
            throw new FileFormatException(
                    file,
                    FileFormatException.NO_POSITION,
                    what + " unfold to more than the " + limit + " bytes allowed for a file of "
                            + (limit - FREE) / TIMES_FILE);
        }
        left -= bytes;
    }
}
