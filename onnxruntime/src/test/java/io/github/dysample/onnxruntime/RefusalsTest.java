package io.github.dysample.onnxruntime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtException.OrtErrorCode;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.github.dysample.DySample;
import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What does not fit is an OrtException with the numbers, and the session and the JVM go on. */
class RefusalsTest {
    private static final DySampleConfig CONFIG = DySampleConfig.dySample(8);
    private static final DySampleWeights WEIGHTS = TestLayers.weights(CONFIG);

    @Test
    void channelsThatTheLayerHasNot() throws OrtException {
        try (OrtSession session = Networks.open(NetworkFile.of(WEIGHTS))) {
            Tensor wrong = TestLayers.map(2, 7, 5, 6, 1);
            OrtException thrown = assertThrows(OrtException.class, () -> Networks.run(session, wrong));
            assertSays("x has shape (2, 7, 5, 6), must have 8 channels", thrown);
            assertSays("y_node", thrown);
            assertEquals(OrtErrorCode.ORT_INVALID_ARGUMENT, thrown.getCode());
            Tensor right = TestLayers.map(2, 8, 5, 6, 1);
            assertEquals(DySample.of(WEIGHTS).forward(right), Networks.run(session, right));
        }
    }

    @Test
    void anotherRank() throws OrtException {
        byte[] file = new NetworkFile().input("a", "b", "c").node("x", "y", WEIGHTS).toByteArray();
        try (OrtSession session = Networks.open(file)) {
            OrtException thrown =
                    assertThrows(OrtException.class, () -> Networks.run(session, new float[240], 8, 5, 6));
            assertSays("x has shape (8, 5, 6), must have 4 dimensions, (B, C, H, W)", thrown);
        }
    }

    @Test
    void noHeight() throws OrtException {
        try (OrtSession session = Networks.open(NetworkFile.of(WEIGHTS))) {
            assertSays("x has shape (1, 8, 0, 6), must have height and width of at least 1",
                    assertThrows(OrtException.class, () -> Networks.run(session, Tensor.zeros(1, 8, 0, 6))));
        }
    }

    /** As y would be larger than an array, nothing is computed. */
    @Test
    void anOutputThatNoArrayHolds() throws OrtException {
        DySampleWeights large = DySampleWeights.initial(new DySampleConfig(1, 1000, 1, Style.LP, false), 1);
        try (OrtSession session = Networks.open(NetworkFile.of(large))) {
            assertSays("shape (1, 1, 60000, 60000) has more than the 2147483645 elements",
                    assertThrows(OrtException.class, () -> Networks.run(session, Tensor.zeros(1, 1, 60, 60))));
        }
    }

    @Test
    void weightsThatDoNotFitTheAttributes() {
        NetworkFile file = new NetworkFile();
        List<String> constants = file.constants("up", WEIGHTS);
        file.node("x", "y", CONFIG.withScale(3), constants);
        assertRefused("node \"y_node\": offset.weight has shape (32, 8, 1, 1), must have (72, 8, 1, 1)", file);
    }

    @Test
    void biasOfAnotherLength() {
        NetworkFile file = new NetworkFile();
        List<String> constants = new ArrayList<>(file.constants("up", WEIGHTS));
        constants.set(1, file.constant("short", new float[31], 31));
        file.node("x", "y", CONFIG, constants);
        assertRefused("node \"y_node\": offset.bias has shape (31), must have (32)", file);
    }

    @Test
    void aConvolutionThatIsLarger() {
        NetworkFile file = new NetworkFile();
        file.node("x", "y", CONFIG, List.of(file.constant("w", new float[32 * 8 * 9], 32, 8, 3, 3)));
        assertRefused("offset.weight has shape (32, 8, 3, 3), must be that of a 1×1 convolution", file);
    }

    @Test
    void weightsThatAreComputed() {
        NetworkFile file = new NetworkFile();
        List<String> constants = new ArrayList<>(file.constants("up", WEIGHTS));
        file.standard("ReduceSum", "sum", "x");
        constants.set(1, "sum");
        file.node("x", "y", CONFIG, constants);
        assertRefused("node \"y_node\": offset.bias is computed or given by the caller, must be a constant", file);
    }

    /** A caller of run could give it another value. */
    @Test
    void anInitializerThatIsAnInputToo() {
        NetworkFile file = new NetworkFile();
        List<String> constants = file.constants("up", WEIGHTS);
        file.input(constants.get(1), List.of("32")).node("x", "y", CONFIG, constants);
        assertRefused("node \"y_node\": offset.bias is computed or given by the caller, must be a constant", file);
    }

    @Test
    void weightsOfFloat64() {
        NetworkFile file = new NetworkFile();
        file.node("x", "y", CONFIG, List.of(file.doubles("w", 32, 8, 1, 1)));
        assertRefused("Type 'tensor(double)'", file);
    }

    @Test
    void noWeights() {
        assertRefused("y_node", new NetworkFile().node("x", "y", CONFIG, List.of()));
        NetworkFile empty = new NetworkFile();
        empty.node("x", "y", CONFIG, List.of(empty.constant("w", new float[0], 0)));
        assertRefused("node \"y_node\": offset.weight has shape (0), must be that of a 1×1 convolution", empty);
    }

    @Test
    void attributesThatAreMissingOrWrong() {
        NetworkFile without = new NetworkFile();
        without.bareNode(without.constants("up", WEIGHTS));
        assertRefused("node \"y_node\": No attribute with name:'scale'", without);
        NetworkFile zero = new NetworkFile();
        zero.node("x", "y", 0, 4, "lp", zero.constants("up", WEIGHTS));
        assertRefused("node \"y_node\": attribute scale is 0, must be from 1 to 2147483647", zero);
        NetworkFile huge = new NetworkFile();
        huge.node("x", "y", 2_000_000_000, 4, "pl", huge.constants("up", WEIGHTS));
        assertRefused("node \"y_node\": offset.weight has shape (32, 8, 1, 1), which at scale 2000000000", huge);
        NetworkFile style = new NetworkFile();
        style.node("x", "y", 2, 4, "pq", style.constants("up", WEIGHTS));
        assertRefused("node \"y_node\": style is \"pq\", must be lp or pl", style);
    }

    @Test
    void withoutTheOperator() {
        assertThrows(OrtException.class, () -> Networks.ENVIRONMENT.createSession(NetworkFile.of(WEIGHTS)));
    }

    @Test
    void optionsThatAreClosedOrNull() {
        SessionOptions closed = new SessionOptions();
        closed.close();
        assertThrows(IllegalStateException.class, () -> DySampleOperator.register(closed));
        assertThrows(IllegalArgumentException.class, () -> DySampleOperator.register(null));
        try (SessionOptions open = new SessionOptions()) {
            assertThrows(IllegalArgumentException.class, () -> DySampleOperator.register(open, null));
        }
    }

    private static void assertRefused(String words, NetworkFile file) {
        byte[] bytes = file.toByteArray();
        assertSays(words, assertThrows(OrtException.class, () -> Networks.open(bytes).close()));
    }

    private static void assertSays(String words, OrtException thrown) {
        assertTrue(thrown.getMessage().contains(words), thrown.getMessage());
    }
}
