package io.github.dysample.testkit.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.dysample.DySample;
import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.SavedTensors;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import io.github.dysample.testkit.internal.Inputs;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("vector")
class DySampleTest {
    private static final DySampleConfig CONFIG = new DySampleConfig(16, 2, 2, Style.PL, true);

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "vector"})
    void theSeedsExample(String backend) {
        DySampleConfig config = new DySampleConfig(512, 2, 4, Style.PL, false);
        DySample layer = DySample.of(DySampleWeights.initial(config, 0), backend);
        Tensor y = layer.forward(Inputs.tame(new SplittableRandom(1), 4, 512, 7, 7));
        assertEquals("(4, 512, 14, 14)", y.shapeString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "vector"})
    void intoANewOrAGivenTensor(String backend) {
        DySample layer = DySample.of(weights(), backend);
        Tensor x = input();
        Tensor out = Inputs.filled(Float.NaN, 2, 16, 10, 42);
        layer.forward(x, out);
        assertEquals(layer.forward(x), out);
    }

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "vector"})
    void theInputIsNotChanged(String backend) {
        Tensor x = input();
        DySample.of(weights(), backend).forward(x);
        assertEquals(input(), x);
    }

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "vector"})
    void anEmptyBatch(String backend) {
        DySample layer = DySample.of(weights(), backend);
        assertEquals("(0, 16, 10, 42)", layer.forward(Tensor.zeros(0, 16, 5, 21)).shapeString());
        assertEquals("(0, 4, 10, 42)", layer.trace(Tensor.zeros(0, 16, 5, 21)).coordinates().shapeString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "vector"})
    void laterChangesOfTheWeightsDoNotReachALayer(String backend) {
        DySampleWeights weights = weights();
        DySample layer = DySample.of(weights, backend);
        Tensor before = layer.forward(input());
        for (float[] values : new float[][] {
            weights.offsetWeight(), weights.offsetBias(), weights.scopeWeight(), weights.scopeBias()
        }) {
            Arrays.fill(values, 3);
        }
        assertEquals(before, layer.forward(input()));
        assertEquals(before, layer.trace(input()).output());
        assertNotEquals(before, DySample.of(weights, backend).forward(input()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "vector"})
    void eachBatchElementIsComputedByItself(String backend) {
        DySample layer = DySample.of(weights(), backend);
        Tensor x = input();
        int half = x.data().length / 2;
        Tensor second = Tensor.of(Arrays.copyOfRange(x.data(), half, 2 * half), 1, 16, 5, 21);
        float[] both = layer.forward(x).data();
        Tensor expected = Tensor.of(Arrays.copyOfRange(both, both.length / 2, both.length), 1, 16, 10, 42);
        assertEquals(expected, layer.forward(second));
    }

    /** Both ways have the same bits, unless x changes between the two passes: here it does, to tell them apart. */
    @ParameterizedTest
    @ValueSource(strings = {"scalar", "vector"})
    void theBackwardPassTakesTheOffsetsThatAreSaved(String backend) {
        DySample layer = DySample.of(weights(), backend);
        Tensor x = input();
        Tensor y = layer.config().newOutput(x);
        SavedTensors saved = new SavedTensors();
        layer.forward(x, y, saved);
        Arrays.fill(x.data(), 0f);
        Tensor gradX = Tensor.zeros(x.n(), x.c(), x.h(), x.w());
        layer.backward(saved, y, gradX, null);
        assertNotEquals(layer.backward(x, y).input(), gradX);
    }

    /** The first bands after it come from one backend and the other; with a head, and with a dynamic scope. */
    @Test
    void warmingUpChangesNoResult() {
        SplittableRandom random = new SplittableRandom(9);
        DySampleConfig config = new DySampleConfig(12, 3, 2, Style.LP, true);
        DySampleWeights head = Inputs.withEndConv(random, Inputs.weights(random, config, 0.3, true, true), 5);
        Tensor x = Inputs.tame(random, 1, 12, 40, 21);
        Tensor expected = DySample.of(head, "scalar").forward(x);
        Tensor gradX = DySample.of(head, "scalar").backward(x, expected).input();
        for (DySample layer : new DySample[] {
            DySample.of(head), DySample.of(head, "vector"), DySample.of(head, "scalar")
        }) {
            layer.warmUp();
            for (int call = 0; call < 3; call++) {
                assertEquals(expected, layer.forward(x), layer::toString);
            }
            assertEquals(gradX, layer.backward(x, expected).input(), layer::toString);
        }
    }

    @Test
    void tellsWhatItIs() {
        DySample layer = DySample.of(weights(), "scalar");
        assertEquals(CONFIG, layer.config());
        assertEquals(CONFIG + ", backend scalar, 1 thread", layer.toString());
        DySample wider = layer.withExecutor(Runnable::run, 3);
        assertEquals(CONFIG + ", backend scalar, 3 threads", wider.toString());
        assertEquals("scalar", wider.backend().name());
    }

    private static DySampleWeights weights() {
        return Inputs.weights(new SplittableRandom(5), CONFIG, 0.5, true, true);
    }

    private static Tensor input() {
        return Inputs.tame(new SplittableRandom(6), 2, 16, 5, 21);
    }

    @Test
    void offsetsThatFitNoArrayAreRefusedBeforeAnythingIsAllocated() {
        DySample layer = DySample.of(DySampleWeights.initial(new DySampleConfig(1, 1100, 1, Style.LP, false), 0));
        String message = assertThrows(
                IllegalArgumentException.class, () -> layer.forward(Tensor.zeros(1, 1, 1, 1000))).getMessage();
        assertEquals("x has shape (1, 1, 1, 1000), which makes 2420000000 offsets, over the 2147483645 elements a Java"
                + " array holds", message);
    }
}
