package io.github.dysample.cuda;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import io.github.dysample.cuda.internal.DeviceLayer;

/**
 * A DySample layer for tensors that stay on a GPU; layers chained on one stream need no copy between them. It gives the
 * bits of {@link io.github.dysample.DySample} on any backend. It has to be closed, which gives the memory of the
 * weights back. Safe to share between threads.
 *
 * <p>Source: <cite>Learning to Upsample by Learning to Sample</cite>, ICCV 2023, section 3.
 */
public final class CudaDySample implements AutoCloseable {
    private final CudaDevice device;
    private final DeviceLayer layer;
    private boolean closed; // guarded by this

    CudaDySample(CudaDevice device, DySampleWeights weights) {
        this.device = device;
        layer = new DeviceLayer(device.gpu(), weights);
    }

    /** {@return what this layer is} */
    public DySampleConfig config() {
        return layer.config();
    }

    /** {@return the device it is on} */
    public CudaDevice device() {
        return device;
    }

    /**
     * Computes the layer into a new tensor, on the device's own stream.
     *
     * @param x the input (B, C, H, W)
     * @return the output (B, C, sH, sW)
     * @throws IllegalArgumentException if the shape does not fit, or x is on another device
     * @throws IllegalStateException if this or x is closed
     * @throws CudaOutOfMemoryException if there is not enough memory
     */
    public CudaTensor forward(CudaTensor x) {
        requireInput(x);
        int s = config().scale();
        CudaTensor out = device.allocate(
                x.n(), x.c(), Math.multiplyExact(s, x.h()), Math.multiplyExact(s, x.w()));
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
     * @param out the output (B, C, sH, sW), not the memory of x
     * @throws IllegalArgumentException if a shape does not fit, or a tensor is on another device
     * @throws IllegalStateException if this or a tensor is closed
     */
    public void forward(CudaTensor x, CudaTensor out) {
        forward(x, out, device.stream());
    }

    /**
     * Computes the layer on a stream. Returns when it is begun.
     *
     * @param x the input (B, C, H, W)
     * @param out the output (B, C, sH, sW), not the memory of x
     * @param stream of this device
     * @throws IllegalArgumentException if a shape does not fit, or a tensor or the stream is of another device
     * @throws IllegalStateException if this, a tensor or the stream is closed
     */
    public void forward(CudaTensor x, CudaTensor out, CudaStream stream) {
        requireInput(x);
        requireOutput(x, out);
        requireDevice("the stream", stream.device());
        x.ready(stream);
        out.ready(stream);
        long input = x.address();
        long output = out.address();
        // Not closed by another thread before the kernel is on the stream.
        synchronized (this) {
            requireOpen();
            if (x.n() > 0) {
                stream.put(launcher -> layer.forward(launcher, input, x.n(), x.h(), x.w(), output));
            }
        }
    }

    private void requireInput(CudaTensor x) {
        requireOpen();
        requireDevice("x", x.device());
        if (x.c() != config().channels() || x.h() < 1 || x.w() < 1) {
            throw new IllegalArgumentException("x has shape " + x.shapeString() + ", must be (B, "
                    + config().channels() + ", H, W) with H and W at least 1");
        }
        // What is between the kernels is no larger than an array may be, as on any backend.
        Tensor.elements(x.n(), config().offsetChannels(), x.h(), x.w());
    }

    private void requireOutput(CudaTensor x, CudaTensor out) {
        requireDevice("out", out.device());
        int s = config().scale();
        if (out.n() != x.n() || out.c() != x.c() || out.h() != (long) s * x.h() || out.w() != (long) s * x.w()) {
            throw new IllegalArgumentException("out has shape " + out.shapeString() + ", must have (" + x.n() + ", "
                    + x.c() + ", " + (long) s * x.h() + ", " + (long) s * x.w() + ") for an input "
                    + x.shapeString() + " at scale " + s);
        }
        if (out.address() == x.address() && x.n() > 0) {
            throw new IllegalArgumentException("out has the memory of x");
        }
    }

    private void requireDevice(String what, CudaDevice other) {
        if (other.ordinal() != device.ordinal()) {
            throw new IllegalArgumentException(what + " is of " + other + ", this layer of " + device);
        }
    }

    private synchronized void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this layer of " + device + " is closed");
        }
    }

    /** Waits for the device, and gives the memory of the weights back; closed again, it does nothing. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            device.gpu().synchronize();
            layer.release().run();
        }
    }

    /** {@return what it is and where} */
    @Override
    public String toString() {
        return config().paperName() + "[" + config() + ", " + device + "]";
    }
}
