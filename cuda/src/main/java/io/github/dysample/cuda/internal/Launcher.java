package io.github.dysample.cuda.internal;

/** Puts kernels on a stream of a GPU, in order. For one thread at a time. */
public final class Launcher {
    private static final int THREADS = 256;

    private final GpuContext context;
    private final long stream;
    private final Parameters parameters = new Parameters();

    /** For a stream of this GPU. */
    Launcher(GpuContext context, long stream) {
        this.context = context;
        this.stream = stream;
    }

    /** {@return the stream} */
    public long stream() {
        return stream;
    }

    /** {@return the parameters of the next kernel, none yet} */
    Parameters parameters() {
        return parameters.clear();
    }

    /** Starts a kernel with a thread for each of some elements, whose number it takes as its last parameter. */
    void launch(Kernel kernel, int elements, Parameters parameters) {
        launch(kernel, Math.ceilDiv(elements, THREADS), THREADS, 1, 0, parameters.numbers(elements));
    }

    /** Starts a kernel. */
    void launch(Kernel kernel, int blocks, int threadsX, int threadsY, int sharedBytes, Parameters parameters) {
        context.current().launch(context.function(kernel), blocks, threadsX, threadsY, sharedBytes, stream,
                parameters.address());
    }

    /** Waits for all that is on the stream. */
    public void await() {
        context.current().synchronize(stream);
    }
}
