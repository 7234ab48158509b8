package io.github.dysample.jmh;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import io.github.dysample.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Set;

/**
 * An ONNX model, run by ONNX Runtime with every optimisation of the graph. Its input and its output lie outside the
 * Java heap, where nothing has to be copied, and every call writes into the same output.
 */
record OnnxModel(
        OrtSession session, Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs, FloatBuffer written)
        implements Peer {
    /**
     * Loads a model.
     *
     * @param file of the graph
     * @param weights the file of its weights
     */
    static OnnxModel load(String file, String weights, Tensor x, Tensor y, int threads)
            throws IOException, OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            OrtSession session = environment.createSession(whole(file, weights), options);
            FloatBuffer written = direct(y);
            return new OnnxModel(
                    session,
                    Map.of("x", OnnxTensor.createTensor(environment, direct(x), shape(x))),
                    Map.of("y", OnnxTensor.createTensor(environment, written, shape(y))),
                    written);
        }
    }

    /** Messages of protobuf that follow each other are merged: a graph gets the weights it lacks. */
    private static byte[] whole(String graph, String weights) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(Models.bytes(graph));
        bytes.writeBytes(Models.bytes(weights));
        return bytes.toByteArray();
    }

    private static FloatBuffer direct(Tensor tensor) {
        return ByteBuffer.allocateDirect(Float.BYTES * tensor.data().length)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer()
                .put(tensor.data())
                .flip();
    }

    private static long[] shape(Tensor tensor) {
        return new long[] {tensor.n(), tensor.c(), tensor.h(), tensor.w()};
    }

    @Override
    public long run() throws OrtException {
        try (OrtSession.Result result = session.run(inputs, Set.of(), outputs)) {
            return result.size();
        }
    }

    @Override
    public float[] output() throws OrtException {
        run();
        float[] values = new float[written.remaining()];
        written.get(0, values);
        return values;
    }

    @Override
    public void close() throws OrtException {
        inputs.values().forEach(OnnxTensor::close);
        outputs.values().forEach(OnnxTensor::close);
        session.close();
    }
}
