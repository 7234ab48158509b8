package io.github.dysample.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.io.Npz;
import io.github.dysample.io.StateDict;
import io.github.dysample.train.Adam;
import io.github.dysample.train.AdamSettings;
import io.github.dysample.train.AdamW;
import io.github.dysample.train.GradientClipping;
import io.github.dysample.train.Optimizer;
import io.github.dysample.train.Parameter;
import io.github.dysample.train.Schedule;
import io.github.dysample.train.Sgd;
import io.github.dysample.train.SgdSettings;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Optimisers, schedules and clipping do what PyTorch's do, by records made with it. */
class TorchOptimizersTest {
    /** The settings of the script that made the records, by its names. */
    private enum Recorded {
        SGD("sgd", 0.1),
        SGD_DECAY("sgd-decay", 0.1),
        SGD_MOMENTUM("sgd-momentum", 0.1),
        SGD_DAMPENING("sgd-dampening", 0.1),
        SGD_NESTEROV("sgd-nesterov", 0.1),
        ADAM("adam", 0.001),
        ADAM_OTHER("adam-other", 0.05),
        ADAM_W("adamw", 0.001),
        ADAM_W_OTHER("adamw-other", 0.05);

        private final String title;
        private final double rate;

        Recorded(String title, double rate) {
            this.title = title;
            this.rate = rate;
        }

        Optimizer of(List<Parameter> parameters) {
            SgdSettings momentum = SgdSettings.DEFAULT.withMomentum(0.9);
            AdamSettings other = AdamSettings.ADAM.withBetas(0.8, 0.95).withEpsilon(1e-3);
            return switch (this) {
                case SGD -> new Sgd(parameters);
                case SGD_DECAY -> new Sgd(parameters, SgdSettings.DEFAULT.withWeightDecay(0.05));
                case SGD_MOMENTUM -> new Sgd(parameters, momentum);
                case SGD_DAMPENING -> new Sgd(parameters, momentum.withDampening(0.3).withWeightDecay(0.05));
                case SGD_NESTEROV -> new Sgd(parameters, momentum.withNesterov().withWeightDecay(0.05));
                case ADAM -> new Adam(parameters);
                case ADAM_OTHER -> new Adam(parameters, other.withWeightDecay(0.1));
                case ADAM_W -> new AdamW(parameters);
                case ADAM_W_OTHER -> new AdamW(parameters, other.withWeightDecay(0.3));
            };
        }
    }

    private static StateDict records;

    @BeforeAll
    static void read() throws IOException {
        records = Npz.read(TestData.FOLDER.resolve("train/optimizers.npz"));
    }

    /**
     * Both are float32, and PyTorch rounds more often in a step. So from float64 we are at most as far as PyTorch is,
     * or one step of float32 for each step taken.
     */
    @ParameterizedTest
    @EnumSource
    void anOptimizerGoesWherePyTorchGoes(Recorded recorded) {
        float[] gradients = floats("gradients");
        double[] torch = doubles(recorded.title + "/32");
        double[] exact = doubles(recorded.title + "/64");
        Parameter parameter = Parameter.of("p", floats("start"));
        int values = parameter.value().length;
        Optimizer optimizer = recorded.of(List.of(parameter));
        double farthest = 0;
        for (int step = 0; step < gradients.length / values; step++) {
            for (int i = 0; i < values; i++) {
                parameter.gradient()[i] = gradients[step * values + i];
            }
            optimizer.step(recorded.rate);
            for (int i = 0; i < values; i++) {
                int at = step * values + i;
                double ours = parameter.value()[i];
                double allowed = Math.max(Math.abs(torch[at] - exact[at]), (step + 1) * Math.ulp((float) exact[at]));
                assertTrue(Math.abs(ours - exact[at]) <= allowed,
                        "step " + step + ", value " + i + ": " + ours + ", PyTorch " + torch[at] + " and " + exact[at]);
                farthest = Math.max(farthest, Math.abs(exact[at] - floats("start")[i]));
            }
        }
        assertTrue(farthest > 1e-3, "the values hardly moved: " + farthest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"constant", "step", "cosine", "warm-up"})
    void aScheduleHasPyTorchsRates(String name) {
        Schedule schedule = switch (name) {
            case "constant" -> Schedule.constant(0.3);
            case "step" -> Schedule.step(0.3, 7, 0.3);
            case "cosine" -> Schedule.cosine(0.3, 24);
            default -> Schedule.cosine(0.3, 24).withWarmUp(5);
        };
        double[] rates = doubles("schedule/" + name);
        for (int step = 0; step < rates.length; step++) {
            // PyTorch makes each rate of the one before.
            assertEquals(rates[step], schedule.rate(step), 1e-14, name + ", step " + step);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.5", "100"})
    void clippingGivesPyTorchsGradients(String most) {
        List<Parameter> both = List.of(gradients("clip/first"), gradients("clip/second"));
        double[] expected = doubles("clip/" + most);
        double norm = GradientClipping.byNorm(both, Double.parseDouble(most));
        assertEquals(expected[0], norm, 1e-6 * norm); // PyTorch's is float32
        int at = 1;
        for (Parameter parameter : both) {
            for (double gradient : parameter.gradient()) {
                assertEquals(expected[at], gradient, 2e-7 * Math.abs(expected[at]));
                at++;
            }
        }
    }

    @Test
    void aGradientOfNaNIsNotHidden() {
        Parameter parameter = gradients("clip/first");
        parameter.gradient()[1] = Double.NaN;
        assertTrue(Double.isNaN(GradientClipping.byNorm(List.of(parameter), 1)));
        assertTrue(Double.isNaN(parameter.gradient()[0]));
    }

    private static Parameter gradients(String name) {
        double[] values = doubles(name);
        return new Parameter(name, new float[values.length], values);
    }

    private static float[] floats(String name) {
        return records.get(name).toFloats().clone(); // an optimiser changes its values in place
    }

    private static double[] doubles(String name) {
        return records.get(name).toDoubles().clone();
    }
}
