package io.github.dysample.jmh;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import io.github.dysample.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/** An ONNX model with its input, run by ONNX Runtime. */
record OnnxModel(OrtSession session, Map<String, OnnxTensor> inputs) implements Peer {
    static OnnxModel load(String file, Tensor input, int threads) throws IOException, OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            OrtSession session = environment.createSession(Models.bytes(file), options);
            FloatBuffer data = ByteBuffer.allocateDirect(Float.BYTES * input.data().length)
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer()
                    .put(input.data())
                    .flip();
            long[] shape = {input.n(), input.c(), input.h(), input.w()};
            return new OnnxModel(session, Map.of("x", OnnxTensor.createTensor(environment, data, shape)));
        }
    }

    @Override
    public long run() throws OrtException {
        try (OrtSession.Result result = session.run(inputs)) {
            return result.size();
        }
    }

    @Override
    public float[] output() throws OrtException {
        try (OrtSession.Result result = session.run(inputs)) {
            FloatBuffer y = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] values = new float[y.remaining()];
            y.get(values);
            return values;
        }
    }

    @Override
    public void close() throws OrtException {
        inputs.values().forEach(OnnxTensor::close);
        session.close();
    }
}
