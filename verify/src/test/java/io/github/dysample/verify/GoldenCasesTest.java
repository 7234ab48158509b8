package io.github.dysample.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.DySample;
import io.github.dysample.Tensor;
import io.github.dysample.Trace;
import io.github.dysample.io.Npy;
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
        cases = TestData.cases();
    }

    List<GoldenCase> cases() {
        return cases;
    }

    @Test
    void thereAreCasesOfBothKinds() throws IOException {
        long local = 0;
        for (GoldenCase golden : cases) {
            local += isLocal(golden) ? 1 : 0;
        }
        assertTrue(local >= 30 && local < cases.size(), local + " of " + cases.size() + " cases");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void errorIsAFractionOfPyTorchs(GoldenCase golden) throws IOException {
        Tensor y = DySample.of(golden.weights(), "scalar").forward(golden.x());
        double error = largestError(y.data(), exact(golden, Stage.OUTPUT));
        double allowed = golden.record().torchMaxError() * share(golden);
        assertTrue(error <= allowed,
                () -> golden + ": error " + error + ", PyTorch's " + golden.record().torchMaxError() + ", allowed "
                        + allowed);
        if (error > 0) {
            double share = error / golden.record().torchMaxError();
            worstLocal = isLocal(golden) ? Math.max(worstLocal, share) : worstLocal;
            worstFar = isLocal(golden) ? worstFar : Math.max(worstFar, share);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isPyTorchsResult(GoldenCase golden) throws IOException {
        double[] theirs = Npy.read(TestData.folder(golden).resolve("y.npy")).toDoubles();
        assertEquals(golden.record().torchMaxError(), largestError(theirs, exact(golden, Stage.OUTPUT)),
                "PyTorch's error as recorded");
        float[] ours = DySample.of(golden.weights(), "scalar").forward(golden.x()).data();
        double difference = largestError(ours, theirs);
        // Its error and ours together.
        assertTrue(difference <= (1 + share(golden)) * golden.record().torchMaxError(),
                () -> golden + ": differs by " + difference + ", PyTorch's error " + golden.record().torchMaxError());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theReferenceIsPyTorchsInFloat64(GoldenCase golden) throws IOException {
        DoubleTrace trace = ReferenceLayer.of(golden.weights()).trace(golden.x());
        double tolerance = DOUBLE_TOLERANCE * Math.max(1, maxAbsOffset(golden));
        assertTrue(largestError(trace.offsets().data(), exact(golden, Stage.OFFSETS)) <= tolerance, "offsets");
        assertTrue(largestError(trace.coordinates().data(), exact(golden, Stage.COORDINATES)) <= DOUBLE_TOLERANCE,
                "coordinates");
        assertTrue(largestError(trace.output().data(), exact(golden, Stage.OUTPUT)) <= DOUBLE_TOLERANCE, "output");
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
    void stagesAreRight(GoldenCase golden) throws IOException {
        Trace trace = DySample.of(golden.weights()).trace(golden.x());
        double tolerance = OFFSET_TOLERANCE * Math.max(1, maxAbsOffset(golden));
        assertTrue(largestError(trace.offsets().data(), exact(golden, Stage.OFFSETS)) <= tolerance, "offsets");
        // A coordinate is rounded to float in the trace, and the sum of offset and position was not.
        double rounding = Math.ulp((float) Math.max(golden.x().h(), golden.x().w()));
        assertTrue(largestError(trace.coordinates().data(), exact(golden, Stage.COORDINATES)) <= tolerance + rounding,
                "coordinates");
    }

    @AfterAll
    void report() {
        System.out.printf(Locale.ROOT,
                "golden cases: %d; largest error as a share of PyTorch's: %.2f with offsets up to 4 px, %.2f beyond%n",
                cases.size(), worstLocal, worstFar);
    }

    /** From the file, which PyTorch made. */
    private static double[] exact(GoldenCase golden, Stage stage) throws IOException {
        return Npy.read(TestData.folder(golden).resolve(stage.exactFile())).toDoubles();
    }

    private static double maxAbsOffset(GoldenCase golden) throws IOException {
        return Arrays.stream(exact(golden, Stage.OFFSETS)).map(Math::abs).max().orElseThrow();
    }

    /** Whether the offsets stay within the 4 pixels up to which the stricter rule holds. */
    private static boolean isLocal(GoldenCase golden) throws IOException {
        return maxAbsOffset(golden) <= 4;
    }

    private static double share(GoldenCase golden) throws IOException {
        return isLocal(golden) ? LOCAL_SHARE : FAR_SHARE;
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
