package io.github.dysample.testing;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/**
 * What reading a file may do, whatever is in it: succeed, or throw an {@link IOException} whose message is text without
 * control characters; and allocate in proportion to the file, garbage included.
 *
 * @param perByte the bytes it may allocate for each byte of the file
 * @param free the bytes it may allocate besides
 */
public record ReadingRule(long perByte, long free) {
    /** The one that the readers of dysample-io document. */
    public static final ReadingRule DOCUMENTED = new ReadingRule(128, 4 << 20);

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Reads a file. */
    public interface Reading {
        /** Reads it. */
        void run() throws IOException;
    }

    /**
     * Reads a file of some size and checks the rule.
     *
     * @return whether the file is refused
     */
    public boolean refuses(String file, long size, Reading reading) {
        long allowed = perByte * size + free;
        long before = THREADS.getCurrentThreadAllocatedBytes();
        IOException refusal = refusal(file, reading);
        long first = THREADS.getCurrentThreadAllocatedBytes();
        if (first - before > allowed) {
            // Once more: the first time, classes may have been loaded.
            refusal(file, reading);
            long allocated = THREADS.getCurrentThreadAllocatedBytes() - first;
            assertTrue(allocated <= allowed, () -> file + " allocates " + allocated + " bytes, a file of " + size
                    + " may allocate " + allowed);
        }
        if (refusal != null) {
            requirePrintable(refusal);
        }
        return refusal != null;
    }

    private static IOException refusal(String file, Reading reading) {
        try {
            reading.run();
            return null;
        } catch (IOException refusal) {
            return refusal;
        } catch (RuntimeException | Error escaped) {
            return fail(file, escaped);
        }
    }

    /** Checks that no control character of a file reaches a message. */
    public static void requirePrintable(Exception refusal) {
        String message = refusal.getMessage();
        assertFalse(message.codePoints().anyMatch(Character::isISOControl), () -> "control character in: " + message);
    }
}
