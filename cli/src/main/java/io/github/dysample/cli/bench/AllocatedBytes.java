package io.github.dysample.cli.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** How much a call allocates on the calling thread. */
final class AllocatedBytes {
    private static final int CALLS = 4;

    private AllocatedBytes() {}

    /** {@return the bytes per call, or null if this JVM does not count them} */
    static Long perCall(Runnable call) {
        if (!(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads)
                || !threads.isThreadAllocatedMemorySupported()
                || !threads.isThreadAllocatedMemoryEnabled()) {
            return null;
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < CALLS; i++) {
            call.run();
        }
        return (threads.getCurrentThreadAllocatedBytes() - before) / CALLS;
    }
}
