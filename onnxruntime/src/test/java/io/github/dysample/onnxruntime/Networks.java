package io.github.dysample.onnxruntime;

import ai.djl.engine.Engine;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.github.dysample.Backend;
import io.github.dysample.Backends;
import io.github.dysample.Tensor;
import java.nio.FloatBuffer;
import java.util.Map;

/** Makes sessions with the operator, and runs them on tensors of ours. */
final class Networks {
    static final OrtEnvironment ENVIRONMENT = environment();

    private Networks() {}

    /** There is one in a JVM, and DJL insists on making it itself; then it serves us all. */
    private static OrtEnvironment environment() {
        Engine.getEngine("OnnxRuntime");
        return OrtEnvironment.getEnvironment();
    }

    static OrtSession open(byte[] file) throws OrtException {
        return open(file, Backends.best());
    }

    static OrtSession open(byte[] file, Backend backend) throws OrtException {
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL); // refusals are meant
            DySampleOperator.register(options, backend);
            return ENVIRONMENT.createSession(file, options);
        }
    }

    static Tensor run(OrtSession session, Tensor x) throws OrtException {
        return run(session, x.data(), x.n(), x.c(), x.h(), x.w());
    }

    static Tensor run(OrtSession session, float[] data, long... shape) throws OrtException {
        try (OnnxTensor input = OnnxTensor.createTensor(ENVIRONMENT, FloatBuffer.wrap(data), shape);
                OrtSession.Result result = session.run(Map.of("x", input))) {
            OnnxTensor output = (OnnxTensor) result.get(0);
            long[] size = output.getInfo().getShape();
            float[] values = new float[Tensor.elements((int) size[0], (int) size[1], (int) size[2], (int) size[3])];
            output.getFloatBuffer().get(values);
            return Tensor.of(values, (int) size[0], (int) size[1], (int) size[2], (int) size[3]);
        }
    }
}
