package io.github.dysample.cuda.internal;

import io.github.dysample.cuda.internal.DriverLibrary.UnavailableException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One GPU with the kernels loaded, in the context that the whole process shares. Safe to share between threads. */
public final class Gpu {
    /** Which GPU, as the driver counts them. */
    static final String ORDINAL = "dysample.cuda.device";

    private static final Map<Integer, Gpu> OPENED = new ConcurrentHashMap<>();

    private final Found description;
    private final GpuContext context;
    private final DeviceMemory memory;
    private final StagingPool staging;

    /**
     * What can be said of a GPU without loading anything.
     *
     * @param driver that found it
     * @param ordinal which
     * @param device its handle
     * @param name its name
     * @param capability ten times its compute capability
     */
    private record Found(Driver driver, int ordinal, int device, String name, int capability) {
        @Override
        public String toString() {
            return name + ", compute capability " + text(capability);
        }
    }

    private Gpu(Found found) {
        description = found;
        context = new GpuContext(found.driver(), found.device());
        memory = new DeviceMemory(context, context.current().memory()[1]);
        staging = new StagingPool(context);
    }

    /**
     * {@return name and capability of the GPU that the system property {@value #ORDINAL} names, or of the first} Loads
     * nothing.
     *
     * @throws UnavailableException if it cannot be used
     */
    static String describe() {
        return find(ordinalOfProperty()).toString();
    }

    /** {@return the GPU that the system property {@value #ORDINAL} names, or the first} */
    static Gpu open() {
        return open(ordinalOfProperty());
    }

    /**
     * {@return a GPU, the same each time}
     *
     * @param ordinal which
     * @throws UnavailableException if it cannot be used
     */
    public static Gpu open(int ordinal) {
        Found found = find(ordinal);
        return OPENED.computeIfAbsent(ordinal, _ -> new Gpu(found));
    }

    private static Found find(int ordinal) {
        Driver driver = DriverLibrary.open();
        int count = Math.max(0, driver.deviceCount());
        if (ordinal < 0 || ordinal >= count) {
            throw new UnavailableException("device " + ordinal + " was asked for, and there " + (count == 1
                    ? "is 1 GPU, number 0"
                    : "are " + count + " GPUs, from 0"));
        }
        int device = driver.device(ordinal);
        String name = driver.deviceName(device);
        int capability = 10 * driver.attribute(Driver.CAPABILITY_MAJOR, device)
                + driver.attribute(Driver.CAPABILITY_MINOR, device);
        if (capability < DriverLibrary.LEAST_CAPABILITY) {
            throw new UnavailableException("the GPU, " + name + ", has compute capability " + text(capability)
                    + ", the kernels need " + text(DriverLibrary.LEAST_CAPABILITY));
        }
        return new Found(driver, ordinal, device, name, capability);
    }

    private static int ordinalOfProperty() {
        String text = System.getProperty(ORDINAL, "0");
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException unreadable) {
            throw new UnavailableException(
                    "-D" + ORDINAL + " is \"" + text + "\", must be the number of a GPU, from 0");
        }
    }

    private static String text(int capability) {
        return capability / 10 + "." + capability % 10;
    }

    GpuContext context() {
        return context;
    }

    /** {@return which GPU} */
    public int ordinal() {
        return description.ordinal();
    }

    /** {@return a new stream} */
    public long newStream() {
        return context.current().createStream();
    }

    /** Gives a stream up. */
    public void destroyStream(long stream) {
        context.current().destroyStream(stream);
    }

    /** {@return what puts kernels on a stream of this GPU} */
    public Launcher launcher(long stream) {
        return new Launcher(context, stream);
    }

    /** Gives all memory back that is kept for later calls. */
    public void emptyCache() {
        memory.giveBack();
        staging.empty();
    }

    /** {@return the bytes that are free} */
    public long freeMemory() {
        return context.current().memory()[0];
    }

    /** {@return its memory} */
    public DeviceMemory memory() {
        return memory;
    }

    StagingPool staging() {
        return staging;
    }

    /** {@return its number, name and compute capability} */
    @Override
    public String toString() {
        return "CUDA device " + ordinal() + ", " + description;
    }
}
