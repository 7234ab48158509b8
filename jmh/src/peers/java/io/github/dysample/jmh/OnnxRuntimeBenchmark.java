package io.github.dysample.jmh;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;

/** The layer in ONNX Runtime on the same weights and input. Its arena keeps the memory of outputs for the next call. */
public class OnnxRuntimeBenchmark extends PeerWorkbench {
    @Param
    Style style;

    @Param({"false", "true"})
    boolean dynamicScope;

    private OrtSession session;
    private OnnxTensor x;
    private Map<String, OnnxTensor> inputs;

    /** For JMH. */
    public OnnxRuntimeBenchmark() {}

    /**
     * Loads the model and checks its output against ours.
     *
     * @throws IOException if there is no model for the shape
     * @throws OrtException if ONNX Runtime refuses the model
     */
    @Setup
    public void setUp() throws IOException, OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            session = environment.createSession(
                    Models.bytes(Models.name(config(style, dynamicScope)) + ".onnx"), options);
        }
        Tensor input = input();
        FloatBuffer data = ByteBuffer.allocateDirect(Float.BYTES * input.data().length)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer()
                .put(input.data())
                .flip();
        x = OnnxTensor.createTensor(environment, data, new long[] {input.n(), input.c(), input.h(), input.w()});
        inputs = Map.of("x", x);
        Agreement.check("ONNX Runtime", expected(style, dynamicScope, input), output());
    }

    private float[] output() throws OrtException {
        try (OrtSession.Result result = session.run(inputs)) {
            FloatBuffer y = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] values = new float[y.remaining()];
            y.get(values);
            return values;
        }
    }

    /**
     * Says what is measured.
     *
     * @param params unused; asks JMH to call this in forks
     */
    @Setup
    public void announce(BenchmarkParams params) {
        announce("ONNX Runtime", threads);
    }

    /**
     * Drops session and input.
     *
     * @throws OrtException if ONNX Runtime does
     */
    @TearDown
    public void tearDown() throws OrtException {
        x.close();
        session.close();
    }

    /**
     * One call.
     *
     * @return the number of results
     * @throws OrtException if ONNX Runtime fails
     */
    @Benchmark
    public int forward() throws OrtException {
        try (OrtSession.Result result = session.run(inputs)) {
            return result.size();
        }
    }
}
