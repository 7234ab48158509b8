package io.github.dysample.measure;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.OptionalLong;

/** How much a call allocates on the calling thread. */
public final class AllocatedBytes {
    /** How many calls are counted. */
    public static final int CALLS = 4;

    private AllocatedBytes() {}

    /**
     * {@return the bytes on the Java heap per call, counted over a few; none if this JVM does not count them}
     *
     * @param call the call
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
