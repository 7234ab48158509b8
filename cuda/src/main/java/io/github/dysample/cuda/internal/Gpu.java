package io.github.dysample.cuda.internal;

import io.github.dysample.cuda.internal.DriverLibrary.UnavailableException;
import io.github.dysample.spi.Workers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/** One GPU with the kernels loaded, in the context that all of the process share. Safe to share between threads. */
public final class Gpu {
    /** Which GPU, as the driver counts them. */
    static final String ORDINAL = "dysample.cuda.device";

    private static final String PTX = "dysample.ptx";

    private final Driver driver;
    private final int ordinal;
    private final String name;
    private final int capability;
    private final long context;
    private final Map<Kernel, Long> functions = new EnumMap<>(Kernel.class);
    private final DeviceMemory memory;
    private final StagingPool staging;

    private Gpu(Driver driver, int ordinal, int device, String name, int capability) {
        this.driver = driver;
        this.ordinal = ordinal;
        this.name = name;
        this.capability = capability;
        context = driver.retainPrimaryContext(device);
        long module = current().loadModule(ptx());
        for (Kernel kernel : Kernel.values()) {
            functions.put(kernel, current().function(module, kernel.function()));
        }
        memory = new DeviceMemory(this);
        staging = new StagingPool(this);
    }

    /** {@return the GPU that the system property {@value #ORDINAL} names, or the first} */
    static Gpu open() throws UnavailableException {
        return open(ordinalOfProperty());
    }

    /**
     * {@return a GPU}
     *
     * @param ordinal which
     * @throws UnavailableException if it cannot be used
     */
    public static Gpu open(int ordinal) throws UnavailableException {
        Driver driver = DriverLibrary.open();
        int count = driver.deviceCount();
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
        return new Gpu(driver, ordinal, device, name, capability);
    }

    private static int ordinalOfProperty() throws UnavailableException {
        String text = System.getProperty(ORDINAL, "0");
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException unreadable) {
            throw new UnavailableException(
                    "-D" + ORDINAL + " is \"" + text + "\", must be the number of a GPU, from 0");
        }
    }

    private static String ptx() {
        try (InputStream in = Gpu.class.getResourceAsStream(PTX)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String text(int capability) {
        return capability / 10 + "." + capability % 10;
    }

    /**
     * The driver, with this GPU's context current. Contexts belong to threads of the operating system, which a virtual
     * thread may leave whenever it waits: to be asked for anew before each call.
     */
    Driver current() {
        driver.setCurrent(context);
        return driver;
    }

    long function(Kernel kernel) {
        return functions.get(kernel);
    }

    /** {@return which GPU} */
    public int ordinal() {
        return ordinal;
    }

    /** {@return a new stream} */
    public long newStream() {
        return current().createStream();
    }

    /** Gives a stream up. */
    public void destroyStream(long stream) {
        current().destroyStream(stream);
    }

    /** Waits for everything that was begun in this process. */
    public void synchronize() {
        current().synchronizeContext();
    }

    /** Copies an array to the device, and waits for it. */
    public void upload(float[] source, long target) {
        copy(staged -> staged.upload(source, target, Workers.caller()));
    }

    /** Copies from the device to an array, and waits for it. */
    public void download(long source, float[] target) {
        copy(staged -> staged.download(source, target, Workers.caller()));
    }

    private void copy(Consumer<Staging> way) {
        Staging staged = staging.take();
        try {
            way.accept(staged);
            staged.launcher().await();
        } finally {
            staging.giveBack(staged);
        }
    }

    /** {@return the bytes that nobody has} */
    public long freeMemory() {
        return current().memory()[0];
    }

    /** {@return its memory} */
    public DeviceMemory memory() {
        return memory;
    }

    StagingPool staging() {
        return staging;
    }

    /** {@return its name and compute capability} */
    @Override
    public String toString() {
        return name + ", compute capability " + text(capability);
    }
}
