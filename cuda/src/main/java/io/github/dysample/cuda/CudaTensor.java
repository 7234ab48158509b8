package io.github.dysample.cuda;

import io.github.dysample.Tensor;
import io.github.dysample.cuda.internal.DeviceMemory.Block;
import io.github.dysample.cuda.internal.Gpu;
import io.github.dysample.cuda.internal.Session;
import io.github.dysample.spi.Workers;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A tensor in the memory of a GPU: float32, NCHW, contiguous. It has to be closed, which gives the memory back.
 *
 * <p>It knows the stream that used it last: copies to and from the host wait for that, and so does work on another
 * stream. Safe to share between threads, as long as no two write to it at once.
 */
public final class CudaTensor implements AutoCloseable {
    private static final int ALIGNMENT = 16;

    private static final AtomicLong COUNT = new AtomicLong();

    /** The order in which the monitors of several are taken. */
    private final long id = COUNT.incrementAndGet();

    private final Gpu gpu;
    private final long address;
    private final Runnable release;
    private final int[] shape;
    private CudaStream lastUse; // null if none; guarded by this
    private boolean closed; // guarded by this

    private CudaTensor(Gpu gpu, long address, Runnable release, int... shape) {
        this.gpu = gpu;
        this.address = address;
        this.release = release;
        this.shape = shape;
    }

    /** As {@link CudaDevice#allocate}. */
    static CudaTensor allocate(Gpu gpu, int n, int c, int h, int w) {
        Block block = gpu.memory().allocate((long) Tensor.elements(n, c, h, w) * Float.BYTES);
        return new CudaTensor(gpu, block.address(), () -> gpu.memory().free(block), n, c, h, w);
    }

    /** As {@link CudaDevice#wrap}. */
    static CudaTensor wrap(Gpu gpu, long address, int n, int c, int h, int w) {
        Tensor.elements(n, c, h, w);
        if (address == 0 || address % ALIGNMENT != 0) {
            throw new IllegalArgumentException("address is 0x" + Long.toHexString(address)
                    + ", must be a multiple of " + ALIGNMENT + " and not 0");
        }
        return new CudaTensor(gpu, address, () -> {}, n, c, h, w);
    }

    /** {@return the number of the device it is on, as {@link CudaDevice#get} takes it} */
    public int device() {
        return gpu.ordinal();
    }

    Gpu gpu() {
        return gpu;
    }

    /** {@return the CUdeviceptr, for other libraries} */
    public long address() {
        requireOpen();
        return address;
    }

    /** {@return the batch} */
    public int n() {
        return shape[0];
    }

    /** {@return the channels} */
    public int c() {
        return shape[1];
    }

    /** {@return the height} */
    public int h() {
        return shape[2];
    }

    /** {@return the width} */
    public int w() {
        return shape[3];
    }

    /** {@return the shape as text, such as {@code (1, 64, 32, 32)}} */
    public String shapeString() {
        return Arrays.toString(shape).replace('[', '(').replace(']', ')');
    }

    /**
     * Copies a tensor of the host into this one.
     *
     * @param tensor of the same shape
     * @throws IllegalArgumentException if the shapes differ
     * @throws IllegalStateException if this is closed
     */
    public void upload(Tensor tensor) {
        requireShape(tensor);
        synchronized (this) {
            ready(null);
            try (Session session = new Session(gpu, Workers.caller())) {
                session.upload(tensor.data(), address);
            }
        }
    }

    /**
     * {@return a copy on the host}
     *
     * @throws IllegalStateException if this is closed
     */
    public Tensor download() {
        Tensor tensor = Tensor.zeros(n(), c(), h(), w());
        download(tensor);
        return tensor;
    }

    /**
     * Copies this tensor to one of the host.
     *
     * @param tensor of the same shape
     * @throws IllegalArgumentException if the shapes differ
     * @throws IllegalStateException if this is closed
     */
    public void download(Tensor tensor) {
        requireShape(tensor);
        synchronized (this) {
            ready(null);
            try (Session session = new Session(gpu, Workers.caller())) {
                session.download(address, tensor.data());
            }
        }
    }

    private void requireShape(Tensor tensor) {
        if (!Arrays.equals(tensor.shape(), shape)) {
            throw new IllegalArgumentException("the tensor of the host has shape " + tensor.shapeString()
                    + ", that of the device " + shapeString());
        }
    }

    private synchronized void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this tensor " + shapeString() + " of " + gpu + " is closed");
        }
    }

    /** Does something while no other thread uses, copies or closes either of the two. */
    static void holding(CudaTensor a, CudaTensor b, Runnable work) {
        CudaTensor first = a.id < b.id ? a : b;
        CudaTensor second = a.id < b.id ? b : a;
        synchronized (first) {
            synchronized (second) {
                work.run();
            }
        }
    }

    /** Waits for other streams than the one that uses it now; null is the host. */
    synchronized void ready(CudaStream stream) {
        requireOpen();
        if (lastUse != null && lastUse != stream) {
            lastUse.await();
        }
        lastUse = stream;
    }

    /** Waits for the stream that uses it, and gives the memory back; closed again, it does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        try {
            ready(null);
        } finally {
            closed = true;
            release.run();
        }
    }

    /** {@return the shape and the device} */
    @Override
    public String toString() {
        return "CudaTensor" + shapeString() + " on " + gpu;
    }
}
