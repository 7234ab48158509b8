package io.github.dysample.onnxruntime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.github.dysample.Backend;
import io.github.dysample.DySample;
import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;

/** A small network of one layer, for tests that care about something else. */
public final class SomeNetwork {
    private static final DySampleWeights WEIGHTS = TestLayers.weights(DySampleConfig.dySample(8));
    private static final Tensor X = TestLayers.map(1, 8, 6, 5, 1);
    private static final Tensor Y = DySample.of(WEIGHTS).forward(X);

    private SomeNetwork() {}

    /** The file. */
    public static byte[] file() {
        return NetworkFile.of(WEIGHTS);
    }

    /** A session whose nodes compute on a backend. */
    public static OrtSession open(Backend backend) throws OrtException {
        return Networks.open(file(), backend);
    }

    /** A session with options that the operator has been registered with. */
    public static OrtSession open(SessionOptions options) throws OrtException {
        return Networks.ENVIRONMENT.createSession(file(), options);
    }

    /** Runs it once and checks the output. */
    public static void run(OrtSession session) throws OrtException {
        assertEquals(Y, Networks.run(session, X));
    }
}
