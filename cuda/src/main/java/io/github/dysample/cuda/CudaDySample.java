package io.github.dysample.cuda;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import io.github.dysample.cuda.internal.DeviceLayer;
import io.github.dysample.cuda.internal.Gpu;
import java.util.HashSet;
import java.util.Set;

/**
 * A DySample layer for tensors that stay on a GPU; layers chained on one stream need no copy between them. It gives the
 * bits of {@link io.github.dysample.DySample} on any backend. It has to be closed, which gives the memory of the
 * weights back. Safe to share between threads.
 *
 * <p>Source: <cite>Learning to Upsample by Learning to Sample</cite>, ICCV 2023, section 3.
 */
public final class CudaDySample implements AutoCloseable {
    private final Gpu gpu;
    private final CudaStream ownStream;
    private final DeviceLayer layer;
    private final Set<CudaStream> used = new HashSet<>(); // guarded by this
    private boolean closed; // guarded by this

    /** For a GPU and its own stream. */
    CudaDySample(Gpu gpu, CudaStream ownStream, DySampleWeights weights) {
        this.gpu = gpu;
        this.ownStream = ownStream;
        layer = new DeviceLayer(gpu, weights);
    }

    /** {@return the layer's configuration} */
    public DySampleConfig config() {
        return layer.config();
    }

    /** {@return the number of the device it is on, as {@link CudaDevice#get} takes it} */
    public int device() {
        return gpu.ordinal();
    }

    /**
     * Computes the layer into a new tensor, on the device's own stream.
     *
     * @param x the input (B, C, H, W)
     * @return the output (B, O, sH, sW), where O is {@link DySampleConfig#outputChannels()}
     * @throws IllegalArgumentException if the shape does not fit, or x is on another device
     * @throws IllegalStateException if this or x is closed
     * @throws CudaOutOfMemoryException if there is not enough memory
     */
    public CudaTensor forward(CudaTensor x) {
        requireInput(x);
        CudaTensor out = CudaTensor.allocate(
                gpu, x.n(), config().outputChannels(), config().outputSize(x.h()), config().outputSize(x.w()));
        try {
            forward(x, out);
            return out;
        } catch (RuntimeException failed) {
            out.close();
            throw failed;
        }
    }

    /**
     * Computes the layer on the device's own stream.
     *
     * @param x the input (B, C, H, W)
     * @param out the output (B, O, sH, sW), not the memory of x
     * @throws IllegalArgumentException if a shape does not fit, or a tensor is on another device
     * @throws IllegalStateException if this or a tensor is closed
     */
    public void forward(CudaTensor x, CudaTensor out) {
        forward(x, out, ownStream);
    }

    /**
     * Computes the layer on a stream. Returns when it is begun, after waiting for other streams that use the tensors;
     * with {@code end_conv} or more than 384 offset channels only when it is done.
     *
     * @param x the input (B, C, H, W)
     * @param out the output (B, O, sH, sW), not the memory of x
     * @param stream of this device
     * @throws IllegalArgumentException if a shape does not fit, or a tensor or the stream is of another device
     * @throws IllegalStateException if this, a tensor or the stream is closed
     */
    public void forward(CudaTensor x, CudaTensor out, CudaStream stream) {
        requireInput(x);
        requireOutput(x, out);
        requireDevice("the stream", stream.gpu());
        // Until the kernel is on the stream, no thread may close a tensor or take it to be free.
        CudaTensor.holding(x, out, () -> put(x, out, stream));
    }

    private synchronized void put(CudaTensor x, CudaTensor out, CudaStream stream) {
        requireOpen();
        x.ready(stream);
        out.ready(stream);
        if (x.n() > 0) {
            used.removeIf(CudaStream::isClosed);
            used.add(stream);
            stream.put(launcher -> layer.forward(launcher, x.address(), x.n(), x.h(), x.w(), out.address()));
        }
    }

    private void requireInput(CudaTensor x) {
        requireOpen();
        requireDevice("x", x.gpu());
        config().checkInput(x.n(), x.c(), x.h(), x.w());
        // The kernels of a layer that is not fused hold the offsets of the whole batch.
        Tensor.elements(x.n(), config().offsetChannels(), x.h(), x.w());
    }

    private void requireOutput(CudaTensor x, CudaTensor out) {
        requireDevice("out", out.gpu());
        int c = config().outputChannels();
        int h = config().outputSize(x.h());
        int w = config().outputSize(x.w());
        if (out.n() != x.n() || out.c() != c || out.h() != h || out.w() != w) {
            throw new IllegalArgumentException("out has shape " + out.shapeString() + ", must be (" + x.n() + ", "
                    + c + ", " + h + ", " + w + ")");
        }
        if (out.address() == x.address() && x.n() > 0) {
            throw new IllegalArgumentException("out has the memory of x");
        }
    }

    private void requireDevice(String what, Gpu other) {
        if (other != gpu) {
            throw new IllegalArgumentException(what + " is of " + other + ", this layer of " + gpu);
        }
    }

    private synchronized void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this layer of " + gpu + " is closed");
        }
    }

    /** Waits for the streams it was used on, and gives its memory back; closed again, it does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            used.forEach(CudaStream::await);
        } finally {
            layer.release().run();
        }
    }

    /** {@return the layer's configuration and its device} */
    @Override
    public String toString() {
        return config() + ", " + gpu;
    }
}
