package io.github.dysample.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.Backends;
import io.github.dysample.DySample;
import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.SavedTensors;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TrainableDySampleTest {
    private static final DySampleConfig CONFIG = new DySampleConfig(8, 2, 2, Style.LP, true);

    private final Tensor x = random(1, 4, 8, 9, 11);
    private final Tensor target = random(2, 4, 8, 18, 22);

    @Test
    void partsOfABatchGiveTheGradientsOfTheWholeBatch() {
        TrainableDySample whole = layer();
        step(whole, x, target, 4);
        TrainableDySample parts = layer();
        step(parts, items(x, 0, 1), items(target, 0, 1), 4);
        step(parts, items(x, 1, 3), items(target, 1, 3), 4);
        for (int i = 0; i < whole.parameters().size(); i++) {
            assertArrayEquals(
                    whole.parameters().get(i).gradient(), parts.parameters().get(i).gradient(), "parameter " + i);
        }
        assertTrue(Arrays.stream(whole.parameters().getFirst().gradient()).anyMatch(value -> value != 0));
    }

    @Test
    void aNumberOfThreadsAndABackendChangeNoBit() {
        DySampleWeights alone = trained(new TrainableDySample(initial(), Backends.named("scalar")), 3);
        try (ExecutorService helpers = Executors.newFixedThreadPool(2)) {
            DySampleWeights together =
                    trained(new TrainableDySample(initial(), Backends.best().withExecutor(helpers, 3)), 3);
            assertEqual(alone, together);
        }
    }

    @Test
    void anOptimiserChangesTheLayer() {
        TrainableDySample layer = layer();
        Tensor before = layer.forward(x);
        assertEquals(DySample.of(initial()).forward(x), before);
        trained(layer, 1);
        Tensor after = layer.forward(x);
        assertNotEquals(before, after);
        assertEquals(DySample.of(layer.weights()).forward(x), after);
    }

    @Test
    void theWeightsThatWereGivenStayAsTheyAre() {
        DySampleWeights given = initial();
        trained(new TrainableDySample(given, Backends.best()), 1);
        assertEqual(initial(), given);
    }

    @Test
    void anOptimiserThatIsRestoredGoesOnToTheSameBits() {
        for (boolean adam : new boolean[] {true, false}) {
            TrainableDySample unbroken = layer();
            Optimizer optimizer = optimizer(adam, unbroken);
            TrainableDySample half = layer();
            Optimizer first = optimizer(adam, half);
            for (int step = 0; step < 6; step++) {
                train(unbroken, optimizer);
                if (step < 3) {
                    train(half, first);
                }
            }
            TrainableDySample resumed = new TrainableDySample(half.weights());
            Optimizer second = optimizer(adam, resumed);
            second.restore(first.state());
            assertEquals(3, second.state().steps());
            for (int step = 3; step < 6; step++) {
                train(resumed, second);
            }
            assertEqual(unbroken.weights(), resumed.weights());
        }
    }

    @Test
    void aStateOfOthersIsRefusedAndChangesNothing() {
        TrainableDySample layer = layer();
        Optimizer optimizer = new Adam(layer.parameters());
        train(layer, optimizer);
        OptimizerState state = new Adam(List.of(Parameter.of("offset.weight", new float[3]))).state();
        OptimizerState wrong = new OptimizerState(1, Map.of("offset.weight.exp_avg", new float[3]));
        IllegalArgumentException unfit =
                assertThrows(IllegalArgumentException.class, () -> optimizer.restore(wrong));
        assertTrue(unfit.getMessage().contains("has 3 values, the parameter has 128"), unfit.getMessage());
        assertEquals(1, optimizer.state().steps());
        assertTrue(state.arrays().isEmpty());
        optimizer.restore(state);
        assertEquals(0, optimizer.state().steps());
    }

    @Test
    void severalLayersShareAnOptimiserByTheirPrefixes() {
        TrainableDySample one = layer();
        TrainableDySample other = layer();
        assertThrows(IllegalArgumentException.class,
                () -> new Adam(Stream.concat(one.parameters().stream(), other.parameters().stream()).toList()));
        Parameter own = Parameter.of("head.weight", new float[] {1, 2});
        Optimizer optimizer = new Sgd(Stream.of(one.parameters("one."), other.parameters("other."), List.of(own))
                .flatMap(List::stream)
                .toList());
        own.gradient()[1] = 4;
        step(other, x, target, 4);
        optimizer.step(0.5);
        assertArrayEquals(new float[] {1, 0}, own.value());
        assertEqual(initial(), one.weights());
        assertFalse(Arrays.equals(initial().offsetWeight(), other.weights().offsetWeight()));
        optimizer.zeroGradients();
        assertEquals(0, own.gradient()[1]);
        assertTrue(other.parameters().stream()
                .allMatch(parameter -> Arrays.stream(parameter.gradient()).allMatch(value -> value == 0)));
    }

    @Test
    void theGradientOfTheInputIsThatOfTheLayer() {
        TrainableDySample layer = layer();
        Tensor gradX = Tensor.zeros(4, 8, 9, 11);
        layer.backward(x, target, gradX);
        assertEquals(DySample.of(initial()).backward(x, target).input(), gradX);
        layer.zeroGradients();
        assertEquals(0, layer.parameters().getFirst().gradient()[0]);
    }

    @Test
    void whatIsSavedServesTheValuesItWasSavedWith() {
        TrainableDySample layer = layer();
        Tensor y = layer.config().newOutput(x);
        SavedTensors saved = new SavedTensors();
        layer.forward(x, y, saved);
        assertEquals(DySample.of(initial()).forward(x), y);
        Tensor gradX = Tensor.zeros(4, 8, 9, 11);
        layer.backward(saved, target, gradX);
        assertEquals(DySample.of(initial()).backward(x, target).input(), gradX);
        assertArrayEquals(DySample.of(initial()).backward(x, target).parameters().offsetWeightSums(),
                layer.parameters().getFirst().gradient());
        layer.parameters().getFirst().value()[0] += 1;
        IllegalArgumentException stale = assertThrows(IllegalArgumentException.class,
                () -> layer.backward(saved, target, gradX));
        assertTrue(stale.getMessage().contains("before its parameters changed"), stale.getMessage());
    }

    private static TrainableDySample layer() {
        return new TrainableDySample(initial());
    }

    private static DySampleWeights initial() {
        return DySampleWeights.initial(CONFIG, 5);
    }

    private static Optimizer optimizer(boolean adam, TrainableDySample layer) {
        return adam
                ? new AdamW(layer.parameters())
                : new Sgd(layer.parameters(), SgdSettings.DEFAULT.withMomentum(0.9).withDampening(0.1));
    }

    private DySampleWeights trained(TrainableDySample layer, int steps) {
        Optimizer optimizer = new Adam(layer.parameters());
        for (int step = 0; step < steps; step++) {
            train(layer, optimizer);
        }
        return layer.weights();
    }

    private void train(TrainableDySample layer, Optimizer optimizer) {
        optimizer.zeroGradients();
        step(layer, x, target, 4);
        GradientClipping.byNorm(layer.parameters(), 0.01);
        optimizer.step(0.05);
    }

    private static void step(TrainableDySample layer, Tensor x, Tensor target, int batch) {
        Tensor y = layer.forward(x);
        Loss.l1().of(y, target, y, batch);
        layer.backward(x, y);
    }

    private static void assertEqual(DySampleWeights expected, DySampleWeights actual) {
        assertArrayEquals(expected.offsetWeight(), actual.offsetWeight());
        assertArrayEquals(expected.offsetBias(), actual.offsetBias());
        assertArrayEquals(expected.scopeWeight(), actual.scopeWeight());
    }

    private static Tensor items(Tensor all, int first, int count) {
        int item = all.c() * all.h() * all.w();
        float[] values = Arrays.copyOfRange(all.data(), first * item, (first + count) * item);
        return Tensor.of(values, count, all.c(), all.h(), all.w());
    }

    private static Tensor random(long seed, int n, int c, int h, int w) {
        Tensor tensor = Tensor.zeros(n, c, h, w);
        Random random = new Random(seed);
        for (int i = 0; i < tensor.data().length; i++) {
            tensor.data()[i] = (float) random.nextGaussian();
        }
        return tensor;
    }
}
