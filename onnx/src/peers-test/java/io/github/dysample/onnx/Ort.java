package io.github.dysample.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.dysample.Tensor;
import java.nio.FloatBuffer;
import java.util.Map;

/** A model in ONNX Runtime, with one thread. */
final class Ort implements AutoCloseable {
    private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

    private final OrtSession session;

    Ort(byte[] model) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            session = ENVIRONMENT.createSession(model, options);
        }
    }

    /** {@return the first output for the only input} */
    Tensor run(Tensor x) throws OrtException {
        long[] shape = {x.n(), x.c(), x.h(), x.w()};
        String input = session.getInputNames().iterator().next();
        try (OnnxTensor given = OnnxTensor.createTensor(ENVIRONMENT, FloatBuffer.wrap(x.data()), shape);
                OrtSession.Result result = session.run(Map.of(input, given))) {
            OnnxTensor output = (OnnxTensor) result.get(0);
            long[] sizes = output.getInfo().getShape();
            float[] values = new float[output.getFloatBuffer().remaining()];
            output.getFloatBuffer().get(values);
            return Tensor.of(values, (int) sizes[0], (int) sizes[1], (int) sizes[2], (int) sizes[3]);
        }
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
