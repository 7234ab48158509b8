package io.github.dysample.io.internal.bytes;

import io.github.dysample.io.FileFormatException;

/**
 * Bounds the memory that a file can make its reader allocate where its own size does not: a few bytes can say that a
 * tensor repeats one number a billion times, or that a thousand tensors are views of the same storage.
 */
public final class Budget {
    /** The size that tensors may unfold to, as a multiple of the file. */
    private static final long TENSORS_TIMES_FILE = 16;

    /** The memory for the objects of a pickle; dicts of short names and numbers take some 20 bytes for each byte. */
    private static final long PICKLE_TIMES_FILE = 48;

    private static final long FREE = 1 << 16;

    private final String file;
    private final long fileBytes;
    private final long limit;
    private long left;

    private Budget(String file, long fileBytes, long times) {
        this.file = file;
        this.fileBytes = fileBytes;
        limit = fileBytes * times + FREE;
        left = limit;
    }

    /** The budget of the objects that a pickle describes in an archive of {@code archiveBytes}. */
    public static Budget ofPickle(String file, long archiveBytes) {
        return new Budget(file, archiveBytes, PICKLE_TIMES_FILE);
    }

    /** The budget of the arrays and names in an archive of {@code archiveBytes}. */
    public static Budget ofTensors(String file, long archiveBytes) {
        return new Budget(file, archiveBytes, TENSORS_TIMES_FILE);
    }

    /** Takes a number of bytes, or refuses the file. */
    public void take(long bytes, String what) throws FileFormatException {
        if (bytes > left) {
            throw new FileFormatException(file, FileFormatException.NO_POSITION,
                    what + " unfold to more than the " + limit + " bytes allowed for a file of " + fileBytes);
        }
        left -= bytes;
    }
}
