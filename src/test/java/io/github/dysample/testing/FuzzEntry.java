package io.github.dysample.testing;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/** Where Jazzer calls a target. It finds these methods by their names, so that nothing here needs it to compile. */
public final class FuzzEntry {
    /** What an input may take of the processor; most take less than a thousandth of it. */
    private static final Duration MOST = Duration.ofSeconds(5);

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static FuzzTarget target;

    private FuzzEntry() {}

    /** Takes the name of a {@link FuzzTarget.Source} and that of a target. */
    public static void fuzzerInitialize(String[] arguments) throws ReflectiveOperationException, IOException {
        target = FuzzTarget.Source.of(Class.forName(arguments[0])).stream()
                .filter(each -> each.name().equals(arguments[1]))
                .findFirst()
                .orElseThrow();
    }

    /** Takes the bytes to try. */
    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
        long before = THREADS.getCurrentThreadCpuTime();
        target.attack().takes(bytes);
        Duration taken = Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - before);
        if (taken.compareTo(MOST) > 0) {
            throw new IllegalStateException(bytes.length + " bytes take " + taken);
        }
    }
}
