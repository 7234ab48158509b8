package io.github.dysample.jmh;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import io.github.dysample.Tensor;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** A TorchScript model with its input, run by PyTorch. PyTorch allocates an output for each call; it is closed here. */
final class TorchModel implements Peer {
    private static final String PASSIVE = "OMP_WAIT_POLICY";

    private final Model model;
    private final Block block;
    private final ParameterStore parameters;
    private final NDList inputs;

    private TorchModel(Model model, Tensor x) {
        this.model = model;
        block = model.getBlock();
        parameters = new ParameterStore(model.getNDManager(), false);
        inputs = new NDList(model.getNDManager().create(x.data(), new Shape(x.n(), x.c(), x.h(), x.w())));
    }

    static TorchModel load(String file, Tensor x, int threads) throws IOException {
        return new TorchModel(open(file, Models.bytes(file), threads), x);
    }

    /** A model of a file's content, on a number of threads. */
    static Model open(String file, byte[] content, int threads) throws IOException {
        requirePassiveThreads();
        // Before the engine starts: its native code is in the jar, and this number cannot be changed later.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        Model model = Model.newInstance(file, "PyTorch");
        try {
            JniUtils.setNumThreads(threads);
            if (JniUtils.getNumThreads() != threads || JniUtils.getNumInteropThreads() != 1) {
                throw new IllegalStateException("PyTorch has " + JniUtils.getNumThreads() + " threads within and "
                        + JniUtils.getNumInteropThreads() + " between operations, not " + threads + " and 1");
            }
            model.load(new ByteArrayInputStream(content));
            return model;
        } catch (MalformedModelException malformed) {
            model.close();
            throw new IOException(file + ": " + malformed.getMessage(), malformed);
        } catch (IOException | RuntimeException failure) {
            model.close();
            throw failure;
        }
    }

    /** OpenMP reads it when it is loaded: waiting threads would otherwise spin on the cores that others need. */
    private static void requirePassiveThreads() {
        String policy = System.getenv(PASSIVE);
        if (!"PASSIVE".equalsIgnoreCase(policy)) {
            throw new IllegalStateException(PASSIVE + " is " + (policy == null ? "not set" : policy)
                    + ", so PyTorch's idle threads would spin: set it to PASSIVE in the environment and run again");
        }
    }

    @Override
    public long run() {
        try (NDList outputs = block.forward(parameters, inputs, false)) {
            return outputs.head().size();
        }
    }

    @Override
    public float[] output() {
        try (NDList outputs = block.forward(parameters, inputs, false); NDArray y = outputs.head()) {
            return y.toFloatArray();
        }
    }

    @Override
    public void close() {
        model.close();
    }
}
