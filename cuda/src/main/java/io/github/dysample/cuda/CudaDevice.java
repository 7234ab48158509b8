package io.github.dysample.cuda;

import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import io.github.dysample.cuda.CudaStream.Owner;
import io.github.dysample.cuda.internal.Gpu;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A GPU, for tensors that stay there.
 *
 * <pre>{@code
 * CudaDevice gpu = CudaDevice.get(0);
 * try (CudaDySample layer = gpu.prepare(weights);
 *         CudaTensor x = gpu.upload(input);
 *         CudaTensor y = layer.forward(x)) {
 *     Tensor output = y.download();
 * }
 * }</pre>
 *
 * <p>Work is put on streams and done in their order; methods return when it is begun, but for those that copy from or
 * to the host. Safe to share between threads, virtual ones too. Uses the primary context of the device, as the CUDA
 * runtime and the frameworks on it do, so addresses and streams can be exchanged with them; it stays current on threads
 * that call.
 */
public final class CudaDevice {
    private static final Map<Integer, CudaDevice> OPENED = new ConcurrentHashMap<>();

    private final Gpu gpu;
    private final CudaStream stream;

    private CudaDevice(Gpu gpu) {
        this.gpu = gpu;
        stream = new CudaStream(gpu, gpu.newStream(), Owner.DEVICE);
    }

    /**
     * A GPU of this machine; the same object each time.
     *
     * @param ordinal which, as the driver counts them, from 0
     * @return the GPU
     * @throws IllegalStateException with the reason, if it cannot be used
     */
    public static CudaDevice get(int ordinal) {
        return OPENED.computeIfAbsent(ordinal, number -> new CudaDevice(Gpu.open(number)));
    }

    /** {@return which GPU, as the driver counts them} */
    public int ordinal() {
        return gpu.ordinal();
    }

    /** {@return the stream for work that names none} */
    public CudaStream stream() {
        return stream;
    }

    /** {@return a new stream, which works beside the others} */
    public CudaStream newStream() {
        return new CudaStream(gpu, gpu.newStream(), Owner.CALLER);
    }

    /**
     * A stream that other code made on this device. It has to be there until the tensors that were used on it are
     * closed, or used on another.
     *
     * @param handle the CUstream or cudaStream_t; 0 is the default stream
     * @return the stream; closing it leaves it as it is
     */
    public CudaStream stream(long handle) {
        return new CudaStream(gpu, handle, Owner.OTHER_LIBRARY);
    }

    /**
     * Memory for a tensor; what it holds is undefined.
     *
     * @param n batch
     * @param c channels
     * @param h height
     * @param w width
     * @return the tensor
     * @throws IllegalArgumentException if a size is negative, or there are more elements than an array holds
     * @throws CudaOutOfMemoryException if there is not as much
     */
    public CudaTensor allocate(int n, int c, int h, int w) {
        return CudaTensor.allocate(gpu, n, c, h, w);
    }

    /**
     * A copy of a tensor of the host.
     *
     * @param tensor the tensor
     * @return its copy
     * @throws CudaOutOfMemoryException if there is not as much memory
     */
    public CudaTensor upload(Tensor tensor) {
        CudaTensor copy = allocate(tensor.n(), tensor.c(), tensor.h(), tensor.w());
        try {
            copy.upload(tensor);
            return copy;
        } catch (RuntimeException failed) {
            copy.close();
            throw failed;
        }
    }

    /**
     * A tensor in memory that other code owns. What that code does with it is not waited for: synchronize with their
     * stream first, or name it when a layer is computed.
     *
     * @param address the CUdeviceptr, of at least 16 byte alignment; float32, NCHW, contiguous
     * @param n batch
     * @param c channels
     * @param h height
     * @param w width
     * @return the tensor; closing it leaves the memory as it is
     * @throws IllegalArgumentException if the address is 0 or not aligned, or a size is negative
     */
    public CudaTensor wrap(long address, int n, int c, int h, int w) {
        return CudaTensor.wrap(gpu, address, n, c, h, w);
    }

    /**
     * A layer for tensors of this device.
     *
     * @param weights the parameters; copied to the device
     * @return the layer
     * @throws CudaOutOfMemoryException if there is not enough memory
     */
    public CudaDySample prepare(DySampleWeights weights) {
        if (weights == null) {
            throw new IllegalArgumentException("weights is null");
        }
        return new CudaDySample(gpu, stream, weights);
    }

    /** {@return the bytes of the device's memory that are free in all processes} */
    public long freeMemory() {
        return gpu.freeMemory();
    }

    /** Gives memory that is kept for later calls back to the driver, as {@code torch.cuda.empty_cache} does. */
    public void emptyCache() {
        gpu.emptyCache();
    }

    /** {@return its number, name and compute capability} */
    @Override
    public String toString() {
        return gpu.toString();
    }
}
