package io.github.dysample.onnxruntime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.dysample.Backends;
import io.github.dysample.DySample;
import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A node gives the bits of the layer. */
class DySampleOperatorTest {
    /** The version that this run of the tests is meant for, and not the other one. */
    @Test
    void theVersionThatIsMeant() {
        assertEquals(System.getProperty("dysample.onnxruntime.version"), Networks.ENVIRONMENT.getVersion());
    }

    @ParameterizedTest
    @MethodSource("io.github.dysample.onnxruntime.TestLayers#all")
    void bitsOfTheLayer(DySampleWeights weights) throws OrtException {
        DySample layer = DySample.of(weights, "scalar");
        int channels = weights.config().channels();
        try (OrtSession session = Networks.open(NetworkFile.of(weights))) {
            // Sizes and batches change within one session; one size comes again, into arrays that were used before.
            int[][] sizes = {{1, 7, 9}, {3, 5, 4}, {1, 1, 1}, {2, 30, 40}, {2, 30, 40}, {1, 7, 9}};
            for (int i = 0; i < sizes.length; i++) {
                Tensor x = TestLayers.map(sizes[i][0], channels, sizes[i][1], sizes[i][2], i);
                assertEquals(layer.forward(x), Networks.run(session, x));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "vector"})
    void onTheBackendThatIsAskedFor(String backend) throws OrtException {
        DySampleWeights weights = TestLayers.weights(DySampleConfig.dySample(8));
        Tensor x = TestLayers.map(1, 8, 11, 13, 1);
        try (OrtSession session = Networks.open(NetworkFile.of(weights), Backends.named(backend))) {
            assertEquals(DySample.of(weights, backend).forward(x), Networks.run(session, x));
        }
    }

    @Test
    void specialValues() throws OrtException {
        DySampleWeights weights = TestLayers.weights(DySampleConfig.dySample(8));
        Tensor x = TestLayers.map(1, 8, 6, 6, 2);
        x.data()[5] = Float.NaN;
        x.data()[50] = Float.POSITIVE_INFINITY;
        x.data()[150] = -0f;
        try (OrtSession session = Networks.open(NetworkFile.of(weights))) {
            assertEquals(DySample.of(weights).forward(x), Networks.run(session, x));
        }
    }

    /** Two layers of one file, in a row, behind and before operators of ONNX's own. */
    @Test
    void amongOtherOperators() throws OrtException {
        DySampleWeights first = TestLayers.weights(DySampleConfig.dySamplePlus(8));
        DySampleWeights second = TestLayers.weights(DySampleConfig.dySample(8));
        byte[] file = new NetworkFile()
                .standard("Neg", "negative", "x")
                .node("negative", "middle", first)
                .standard("Relu", "positive", "middle")
                .node("positive", "y", second)
                .toByteArray();
        Tensor x = TestLayers.map(2, 8, 5, 6, 3);
        Tensor negative = Tensor.of(x.data().clone(), 2, 8, 5, 6);
        for (int i = 0; i < negative.data().length; i++) {
            negative.data()[i] = -negative.data()[i];
        }
        Tensor middle = DySample.of(first).forward(negative);
        for (int i = 0; i < middle.data().length; i++) {
            middle.data()[i] = Math.max(0, middle.data()[i]);
        }
        try (OrtSession session = Networks.open(file)) {
            assertEquals(DySample.of(second).forward(middle), Networks.run(session, x));
        }
    }

    @Test
    void anEmptyBatch() throws OrtException {
        DySampleWeights weights = TestLayers.weights(DySampleConfig.dySample(8));
        try (OrtSession session = Networks.open(NetworkFile.of(weights))) {
            assertEquals(Tensor.zeros(0, 8, 6, 8), Networks.run(session, Tensor.zeros(0, 8, 3, 4)));
        }
    }
}
