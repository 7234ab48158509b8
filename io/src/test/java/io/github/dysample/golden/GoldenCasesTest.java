package io.github.dysample.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.DySample;
import io.github.dysample.Tensor;
import io.github.dysample.Trace;
import io.github.dysample.reference.DoubleTrace;
import io.github.dysample.reference.ReferenceLayer;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every golden case on every backend, within the accuracy the project promises. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoldenCasesTest {
    /** The promise: of PyTorch's own largest error on a case. */
    private static final double LOCAL_SHARE = 0.5;
    private static final double FAR_SHARE = 1.0;

    /** Offsets are sums over up to 512 channels; of the largest offset the measured error is at most 4e-7. */
    private static final double OFFSET_TOLERANCE = 1e-6;

    /** Sums in another order; PyTorch forms the normalised grid in float64, too. */
    private static final double DOUBLE_TOLERANCE = 1e-11;

    private final List<GoldenCase> cases;
    private double worstLocal;
    private double worstFar;

    GoldenCasesTest() throws IOException {
        cases = GoldenCase.all();
    }

    List<GoldenCase> cases() {
        return cases;
    }

    @Test
    void thereAreCasesOfBothKinds() {
        assertTrue(cases.stream().filter(GoldenCase::isLocal).count() >= 30, cases.size() + " cases");
        assertTrue(cases.stream().anyMatch(golden -> !golden.isLocal()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void errorIsAFractionOfPyTorchs(GoldenCase golden) {
        Tensor y = DySample.of(golden.weights(), "scalar").forward(golden.x());
        double error = largestError(y.data(), golden.y64());
        double allowed = golden.torchMaxError() * share(golden);
        assertTrue(error <= allowed,
                () -> golden + ": error " + error + ", PyTorch's " + golden.torchMaxError() + ", allowed " + allowed);
        if (error > 0) {
            double share = error / golden.torchMaxError();
            worstLocal = golden.isLocal() ? Math.max(worstLocal, share) : worstLocal;
            worstFar = golden.isLocal() ? worstFar : Math.max(worstFar, share);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isPyTorchsResult(GoldenCase golden) {
        assertEquals(golden.torchMaxError(), largestError(golden.y(), golden.y64()), "PyTorch's error as recorded");
        float[] ours = DySample.of(golden.weights(), "scalar").forward(golden.x()).data();
        double[] theirs = new double[golden.y().length];
        Arrays.setAll(theirs, i -> golden.y()[i]);
        double difference = largestError(ours, theirs);
        // Its error and ours together.
        assertTrue(difference <= (1 + share(golden)) * golden.torchMaxError(),
                () -> golden + ": differs by " + difference + ", PyTorch's error " + golden.torchMaxError());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theReferenceIsPyTorchsInFloat64(GoldenCase golden) {
        DoubleTrace trace = ReferenceLayer.of(golden.weights()).trace(golden.x());
        double tolerance = DOUBLE_TOLERANCE * Math.max(1, golden.maxAbsOffset());
        assertTrue(largestError(trace.offsets().data(), golden.offsets64()) <= tolerance, "offsets");
        assertTrue(largestError(trace.coordinates().data(), golden.coordinates64()) <= DOUBLE_TOLERANCE, "coordinates");
        assertTrue(largestError(trace.output().data(), golden.y64()) <= DOUBLE_TOLERANCE, "output");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void backendsAgreeToTheBit(GoldenCase golden) {
        DySample vector = DySample.of(golden.weights(), "vector");
        assertEquals("vector", vector.backend().name());
        assertEquals(DySample.of(golden.weights(), "scalar").forward(golden.x()), vector.forward(golden.x()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void stagesAreRight(GoldenCase golden) {
        Trace trace = DySample.of(golden.weights()).trace(golden.x());
        double tolerance = OFFSET_TOLERANCE * Math.max(1, golden.maxAbsOffset());
        assertTrue(largestError(trace.offsets().data(), golden.offsets64()) <= tolerance, "offsets");
        // A coordinate is rounded to float in the trace, and the sum of offset and position was not.
        double rounding = Math.ulp((float) Math.max(golden.x().h(), golden.x().w()));
        assertTrue(largestError(trace.coordinates().data(), golden.coordinates64()) <= tolerance + rounding,
                "coordinates");
    }

    @AfterAll
    void report() {
        System.out.printf(Locale.ROOT,
                "golden cases: %d; largest error as a share of PyTorch's: %.2f with offsets up to 4 px, %.2f beyond%n",
                cases.size(), worstLocal, worstFar);
    }

    private static double share(GoldenCase golden) {
        return golden.isLocal() ? LOCAL_SHARE : FAR_SHARE;
    }

    private static double largestError(float[] actual, double[] expected) {
        double[] wide = new double[actual.length];
        Arrays.setAll(wide, i -> actual[i]);
        return largestError(wide, expected);
    }

    private static double largestError(double[] actual, double[] expected) {
        assertEquals(expected.length, actual.length);
        double largest = 0;
        for (int i = 0; i < actual.length; i++) {
            double error = Math.abs(actual[i] - expected[i]);
            // Not "greater than": a NaN must not pass.
            if (!(error <= largest)) {
                largest = error;
            }
        }
        return largest;
    }
}
