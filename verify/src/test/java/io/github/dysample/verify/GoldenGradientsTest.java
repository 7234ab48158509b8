package io.github.dysample.verify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.DySample;
import io.github.dysample.DySampleConfig;
import io.github.dysample.Tensor;
import io.github.dysample.Trace;
import io.github.dysample.io.Checkpoints;
import io.github.dysample.io.StateDict;
import io.github.dysample.verify.internal.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The gradients of every golden case against PyTorch's in float64, within the accuracy the project promises. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoldenGradientsTest {
    private static final Path FOLDER = TestData.FOLDER.resolve("gradients");

    /** The promise: of PyTorch's own largest error on a tensor, with offsets up to so many pixels and beyond. */
    private static final double LOCAL_SHARE = 0.5;
    private static final double FAR_SHARE = 1.0;
    private static final double LOCAL = 4;

    /** Of a tensor's largest value, where PyTorch's error is smaller than float32 can promise. */
    private static final double FLOOR = 2.5e-7;

    /** What the errors of all tensors are at most, as a geometric mean of their shares of PyTorch's. */
    private static final double LOCAL_MEAN = 0.35;
    private static final double FAR_MEAN = 0.65;

    /** Sums in another order, and PyTorch's normalised grid, which loses bits of a coordinate in float64, too. */
    private static final double DOUBLE_TOLERANCE = 1e-12;

    private final Map<String, GoldenCase> cases = new HashMap<>();
    private final List<Json> recorded;
    private double worstLocal;
    private double worstFar;

    GoldenGradientsTest() throws IOException {
        Suite heads = Suite.open(FOLDER);
        TestData.cases().forEach(golden -> cases.put(golden.record().name(), golden));
        for (String name : heads.names()) {
            cases.put(name, heads.read(name));
        }
        recorded = Json.read(FOLDER.resolve("expected.json")).objects("cases");
    }

    List<Json> recorded() {
        return recorded;
    }

    private GoldenCase golden(Json expected) throws IOException {
        return cases.get(expected.text("case"));
    }

    @Test
    void allCasesAreRecordedWithAllGradients() throws IOException {
        Set<String> names = new HashSet<>();
        for (Json expected : recorded) {
            names.add(expected.text("case"));
            GoldenCase golden = golden(expected);
            DySampleConfig config = golden.record().config();
            int tensors = 6 + (config.dynamicScope() ? 2 : 0) + (golden.weights().scopeBias() == null ? 0 : 1)
                    + (config.hasEndConv() ? 2 : 0);
            assertEquals(tensors, expected.object("tensors").fields().size(), golden.toString());
        }
        assertEquals(cases.keySet(), names);
    }

    /** The recorded numbers are sums over all elements, each with another weight. */
    @ParameterizedTest
    @MethodSource("recorded")
    void theReferenceIsPyTorchsInFloat64(Json expected) throws IOException {
        GoldenCase golden = golden(expected);
        for (GradientArray exact : exact(golden)) {
            Json tensor = expected.object("tensors").object(exact.name());
            double[] weights = noise(exact.values().length, 2);
            double projection = 0;
            double size = 0;
            for (int i = 0; i < weights.length; i++) {
                projection += exact.values()[i] * weights[i];
                size += Math.abs(exact.values()[i] * weights[i]);
            }
            assertEquals(tensor.number("projection"), projection, DOUBLE_TOLERANCE * size,
                    golden + " " + exact.name());
            assertEquals(tensor.number("largest"), exact.largest(), 1e-4 * exact.largest(), golden + exact.name());
        }
    }

    @Test
    void theReferenceIsPyTorchsElementByElement() throws IOException {
        for (String name : List.of("one-pixel-lp-dynamic", "one-channel")) {
            StateDict whole = Checkpoints.read(FOLDER.resolve(name + ".npz"));
            List<GradientArray> exact = exact(cases.get(name));
            assertEquals(exact.size(), whole.arrays().size());
            for (GradientArray each : exact) {
                assertArrayEquals(whole.get(each.name()).toDoubles(), each.values(),
                        DOUBLE_TOLERANCE * each.largest(), name + " " + each.name());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void errorIsAFractionOfPyTorchs(Json expected) throws IOException {
        GoldenCase golden = golden(expected);
        boolean local = expected.number("maxAbsOffset") <= LOCAL;
        List<GradientArray> exact = exact(golden);
        List<GradientArray> afterForward = exactAfterOurForward(golden);
        List<GradientArray> ours = ours(golden);
        for (int i = 0; i < exact.size(); i++) {
            String tensor = exact.get(i).name();
            double torch = expected.object("tensors").object(tensor).number("torchMaxError");
            double floor = FLOOR * exact.get(i).largest();
            double allowed = local ? Math.max(LOCAL_SHARE * torch, floor) : FAR_SHARE * torch + floor;
            double error = ours.get(i).largestDifference(exact.get(i));
            double ownError = ours.get(i).largestDifference(afterForward.get(i));
            String what = golden + " " + tensor + ": error " + error + ", of the backward pass alone " + ownError
                    + ", PyTorch's " + torch + ", largest " + exact.get(i).largest() + ", allowed " + allowed;
            GradientExemption exemption = GradientExemption.of(golden.record().name(), tensor);
            if (exemption == null) {
                assertTrue(error <= allowed, what);
                worstLocal = local && error > floor ? Math.max(worstLocal, error / torch) : worstLocal;
                worstFar = !local && error > floor ? Math.max(worstFar, error / torch) : worstFar;
            } else {
                assertTrue(error > allowed, what + ", needs no exemption");
                assertTrue(error <= exemption.share() * torch, what + ", " + exemption);
                // The cause: without the forward pass's error the promise holds, or it is broken all the same.
                assertEquals(exemption.cause() == GradientExemption.Cause.FORWARD, ownError <= allowed,
                        what + ", " + exemption);
            }
        }
    }

    @Test
    void exemptionsAreOfRecordedTensors() throws IOException {
        Set<String> tensors = new HashSet<>();
        for (Json expected : recorded) {
            for (Object tensor : expected.object("tensors").fields().keySet()) {
                tensors.add(expected.text("case") + " " + tensor);
            }
        }
        for (GradientExemption exemption : GradientExemption.ALL) {
            assertTrue(tensors.contains(exemption.golden() + " " + exemption.tensor()), exemption.toString());
        }
    }

    /** Which of two roundings errs more on one tensor has much of chance; the mean over all tensors has little. */
    @Test
    void errorsAreAFractionOfPyTorchsInTheMean() throws IOException {
        List<Double> local = new ArrayList<>();
        List<Double> far = new ArrayList<>();
        for (Json expected : recorded) {
            List<GradientArray> exact = exact(golden(expected));
            List<GradientArray> ours = ours(golden(expected));
            for (int i = 0; i < exact.size(); i++) {
                double torch = expected.object("tensors").object(exact.get(i).name()).number("torchMaxError");
                double error = ours.get(i).largestDifference(exact.get(i));
                if (torch > 0 && error > 0) {
                    (expected.number("maxAbsOffset") <= LOCAL ? local : far).add(error / torch);
                }
            }
        }
        assertTrue(geometricMean(local) <= LOCAL_MEAN, "mean share of PyTorch's error " + geometricMean(local));
        assertTrue(geometricMean(far) <= FAR_MEAN, "mean share of PyTorch's error, far " + geometricMean(far));
    }

    private static double geometricMean(List<Double> shares) {
        return Math.exp(shares.stream().mapToDouble(Math::log).average().orElseThrow());
    }

    @AfterAll
    void report() {
        System.out.printf(Locale.ROOT,
                "golden gradients: %d cases; largest error as a share of PyTorch's: %.2f with offsets up to 4 px,"
                        + " %.2f beyond; %d exemptions%n",
                recorded.size(), worstLocal, worstFar, GradientExemption.ALL.size());
    }

    private static List<GradientArray> ours(GoldenCase golden) {
        return GradientArray.of(DySample.of(golden.weights(), "scalar").traceBackward(golden.x(), gradOut(golden)));
    }

    /** In float64 from the stages of our float32 forward pass on. */
    private static List<GradientArray> exactAfterOurForward(GoldenCase golden) {
        Trace forward = DySample.of(golden.weights(), "scalar").trace(golden.x());
        DoubleTrace trace = ReferenceLayer.of(golden.weights()).trace(golden.x(), wide(forward.linear()),
                forward.scope() == null ? null : wide(forward.scope()), wide(forward.offsets()));
        return GradientArray.of(new ReferenceGradients(golden.weights(), golden.x(), trace).run(gradOut(golden)));
    }

    private static DoubleTensor wide(Tensor tensor) {
        return DoubleTensor.of(tensor.n(), tensor.c(), tensor.h(), tensor.w(), tensor::get);
    }

    private static List<GradientArray> exact(GoldenCase golden) {
        return GradientArray.of(ReferenceLayer.of(golden.weights()).backward(golden.x(), gradOut(golden)));
    }

    private static Tensor gradOut(GoldenCase golden) {
        int[] shape = golden.record().shape(Stage.OUTPUT);
        double[] values = noise(Arrays.stream(shape).reduce(1, (a, b) -> a * b), 1);
        float[] single = new float[values.length];
        for (int i = 0; i < single.length; i++) {
            single[i] = (float) values[i];
        }
        return Tensor.of(single, shape[0], shape[1], shape[2], shape[3]);
    }

    /** The numbers of the script that made the data, exact in float32. */
    private static double[] noise(int count, int seed) {
        double[] values = new double[count];
        int state = seed;
        for (int i = 0; i < count; i++) {
            state = state * 1664525 + 1013904223;
            values[i] = (state >>> 8) / 0x1p23 - 1;
        }
        return values;
    }
}
