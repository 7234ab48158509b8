package io.github.dysample.measure;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.OptionalLong;

/** How much a call allocates on the calling thread. */
public final class AllocatedBytes {
    private static final int CALLS = 4;

    private AllocatedBytes() {}

    /**
     * Calls a few times and counts.
     *
     * @param call the call
     * @return the bytes per call on the Java heap, or none if this JVM does not count them
     */
    public static OptionalLong perCall(Runnable call) {
        if (!(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads)
                || !threads.isThreadAllocatedMemorySupported()
                || !threads.isThreadAllocatedMemoryEnabled()) {
            return OptionalLong.empty();
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < CALLS; i++) {
            call.run();
        }
        return OptionalLong.of((threads.getCurrentThreadAllocatedBytes() - before) / CALLS);
    }
}
