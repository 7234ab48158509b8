package io.github.dysample.operatoraccess;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.github.dysample.onnxruntime.DySampleOperator;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;

/** Runs a network of one layer in a JVM of its own, and prints the shape of its output, or why there is none. */
public final class OperatorMain {
    private OperatorMain() {}

    /** Argument: the file of the network, which takes (1, 8, 6, 5). */
    public static void main(String[] arguments) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (SessionOptions options = new SessionOptions()) {
            DySampleOperator.register(options);
            try (OrtSession session = environment.createSession(arguments[0], options);
                    OnnxTensor x = OnnxTensor.createTensor(
                            environment, FloatBuffer.wrap(new float[8 * 6 * 5]), new long[] {1, 8, 6, 5});
                    OrtSession.Result result = session.run(Map.of("x", x))) {
                System.out.println(Arrays.toString(((OnnxTensor) result.get(0)).getInfo().getShape()));
            }
        } catch (OrtException refused) {
            System.out.println(refused.getMessage());
        }
    }
}
