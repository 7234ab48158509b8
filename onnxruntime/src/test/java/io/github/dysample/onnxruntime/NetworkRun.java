package io.github.dysample.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.github.dysample.Backend;
import io.github.dysample.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A network in a session of its own, with an input outside the Java heap, where ONNX Runtime takes it without a copy.
 * Its threads do not spin while they wait: on a machine with as many processors as threads they would take the
 * processor from the layer's helpers.
 */
final class NetworkRun implements AutoCloseable {
    private final OrtSession session;
    private final OnnxTensor input;

    /** Backend and threads: those of the operator's nodes, and of all other operators. */
    NetworkRun(byte[] file, Tensor x, Backend backend, int threads) throws OrtException {
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            DySampleOperator.register(options, backend);
            session = Networks.ENVIRONMENT.createSession(file, options);
        }
        FloatBuffer values = ByteBuffer.allocateDirect(x.data().length * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer()
                .put(x.data())
                .flip();
        input = OnnxTensor.createTensor(Networks.ENVIRONMENT, values, new long[] {x.n(), x.c(), x.h(), x.w()});
    }

    void run() {
        try {
            session.run(Map.of("x", input)).close();
        } catch (OrtException failure) {
            throw new AssertionError(failure);
        }
    }

    /** Every output by its name. */
    Map<String, float[]> outputs() throws OrtException {
        Map<String, float[]> outputs = new LinkedHashMap<>();
        try (OrtSession.Result result = session.run(Map.of("x", input))) {
            for (Map.Entry<String, OnnxValue> output : result) {
                FloatBuffer buffer = ((OnnxTensor) output.getValue()).getFloatBuffer();
                float[] values = new float[buffer.remaining()];
                buffer.get(values);
                outputs.put(output.getKey(), values);
            }
        }
        return outputs;
    }

    @Override
    public void close() throws OrtException {
        input.close();
        session.close();
    }
}
