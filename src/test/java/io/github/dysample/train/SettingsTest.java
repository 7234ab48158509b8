package io.github.dysample.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class SettingsTest {
    @Test
    void whatCannotBeIsRefusedWithTheNumber() {
        refused("-0.5", () -> SgdSettings.DEFAULT.withMomentum(-0.5));
        refused("NaN", () -> SgdSettings.DEFAULT.withDampening(Double.NaN));
        refused("0.0 and 0.0", SgdSettings.DEFAULT::withNesterov);
        refused("1.0", () -> AdamSettings.ADAM.withBetas(1, 0.9));
        refused("-1.0", () -> AdamSettings.ADAM.withEpsilon(-1));
        refused("Infinity", () -> AdamSettings.ADAM_W.withWeightDecay(Double.POSITIVE_INFINITY));
        refused("-1.0", () -> Schedule.constant(-1));
        refused("is 0", () -> Schedule.step(1, 0, 0.1));
        refused("is 0", () -> Schedule.cosine(1, 0));
        refused("is -1", () -> Schedule.constant(1).withWarmUp(-1));
        refused("NaN", () -> GradientClipping.byNorm(List.of(), Double.NaN));
        refused("NaN", () -> new Sgd(List.of()).step(Double.NaN));
        refused("2 values and 1 gradients", () -> new Parameter("p", new float[2], new double[1]));
        refused("-1 steps", () -> new OptimizerState(-1, Map.of()));
    }

    @Test
    void aCosineStaysAtTheEnd() {
        Schedule cosine = Schedule.cosine(2, 10);
        assertEquals(2, cosine.rate(0));
        assertEquals(1, cosine.rate(5), 1e-15);
        assertEquals(0, cosine.rate(10));
        assertEquals(0, cosine.rate(25));
    }

    private static void refused(String part, Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.contains(part), message);
    }
}
