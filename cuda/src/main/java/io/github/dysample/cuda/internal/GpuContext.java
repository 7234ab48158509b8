package io.github.dysample.cuda.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/**
 * The primary context of a GPU, which the whole process shares, with the kernels loaded. Safe to share between threads.
 */
final class GpuContext {
    private static final String PTX = "dysample.ptx";

    private final Driver driver;
    private final long handle;
    private final Map<Kernel, Long> functions = new EnumMap<>(Kernel.class);

    GpuContext(Driver driver, int device) {
        this.driver = driver;
        handle = driver.retainPrimaryContext(device);
        // Read first: a thread that reads may be moved to another thread of the operating system.
        String ptx = ptx();
        long module = current().loadModule(ptx);
        for (Kernel kernel : Kernel.values()) {
            functions.put(kernel, current().function(module, kernel.function()));
        }
    }

    private static String ptx() {
        try (InputStream in = GpuContext.class.getResourceAsStream(PTX)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * The driver, with this context current. Contexts belong to threads of the operating system, which a virtual thread
     * may leave whenever it waits: to be asked for anew before each call.
     */
    Driver current() {
        driver.setCurrent(handle);
        return driver;
    }

    long function(Kernel kernel) {
        return functions.get(kernel);
    }
}
