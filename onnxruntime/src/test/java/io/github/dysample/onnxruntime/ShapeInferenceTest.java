package io.github.dysample.onnxruntime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.github.dysample.DySample;
import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The file does not say the shape of y, so what a session says of it is inferred: from ONNX Runtime 1.29 on, since
 * earlier versions end the JVM meanwhile. They say nothing, and compute the same.
 */
class ShapeInferenceTest {
    private static final boolean INFERS = Networks.ENVIRONMENT.getVersion().startsWith("1.29.");
    private static final DySampleWeights WEIGHTS = TestLayers.weights(DySampleConfig.dySample(8));

    @Test
    void sizesThatAreKnown() throws OrtException {
        TensorInfo y = inferred(new NetworkFile().input("3", "8", "5", "7").node("x", "y", WEIGHTS));
        assertShape(y, 3, 8, 10, 14);
    }

    @Test
    void sizesThatHaveNames() throws OrtException {
        TensorInfo y = inferred(new NetworkFile().input("batch", "8", "rows", "7").node("x", "y", WEIGHTS));
        assertShape(y, -1, 8, -1, 14);
        assertArrayEquals(INFERS ? new String[] {"batch", "", "2*(rows)", ""} : new String[0], y.getDimensionNames());
    }

    /** Were two such sizes of one name, ONNX Runtime could take them for equal. */
    @Test
    void sizesWithoutNames() throws OrtException {
        TensorInfo y = inferred(new NetworkFile().input("", "8", "", "").node("x", "y", WEIGHTS));
        assertShape(y, -1, 8, -1, -1);
        assertEquals(INFERS ? 4 : 0, Stream.of(y.getDimensionNames()).distinct().count());
    }

    @Test
    void channelsOfAnEndConv() throws OrtException {
        DySampleWeights ending = WEIGHTS.withEndConv(3, TestLayers.values(24, 1, new Random(1)), null);
        TensorInfo y = inferred(new NetworkFile().input("1", "8", "5", "7").node("x", "y", ending));
        assertShape(y, 1, 3, 10, 14);
    }

    /** What is behind the node is planned for the sizes that were inferred. */
    @Test
    void fixedSizesAllTheWay() throws OrtException {
        byte[] file = new NetworkFile().input("1", "8", "5", "7")
                .node("x", "middle", WEIGHTS).standard("Neg", "y", "middle").toByteArray();
        Tensor x = TestLayers.map(1, 8, 5, 7, 1);
        try (OrtSession session = Networks.open(file)) {
            assertShape((TensorInfo) session.getOutputInfo().get("y").getInfo(), 1, 8, 10, 14);
            Tensor y = Networks.run(session, x);
            Tensor expected = DySample.of(WEIGHTS).forward(x);
            for (int i = 0; i < expected.data().length; i++) {
                expected.data()[i] = -expected.data()[i];
            }
            assertEquals(expected, y);
        }
    }

    private static void assertShape(TensorInfo y, long... expected) {
        assertArrayEquals(INFERS ? expected : new long[0], y.getShape());
    }

    private static TensorInfo inferred(NetworkFile file) throws OrtException {
        try (OrtSession session = Networks.open(file.toByteArray())) {
            return (TensorInfo) session.getOutputInfo().get("y").getInfo();
        }
    }
}
