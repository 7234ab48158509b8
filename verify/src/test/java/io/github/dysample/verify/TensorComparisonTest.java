package io.github.dysample.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.Tensor;
import io.github.dysample.testkit.internal.Inputs;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class TensorComparisonTest {
    private static final float NAN = Float.NaN;
    private static final float INF = Float.POSITIVE_INFINITY;

    @Test
    void theSameTensor() {
        Tensor x = Inputs.awkward(new SplittableRandom(1), 2, 3, 5, 7);
        Comparison comparison = TensorComparison.of(x, x);
        assertTrue(comparison.passes());
        assertEquals(210, comparison.identical());
        assertNull(comparison.firstMismatch());
        assertEquals(new PassingTolerance(0, 0, 0), comparison.passing());
        TensorComparison.assertSameBits(x, x);
        TensorComparison.assertClose(x, x);
    }

    @Test
    void countsAndPlaces() {
        double[] expected = {1, 2, 4, -8, 0, 100};
        double[] actual = {1, 2.5, 4, -9, 1e-6, 100.5};
        Comparison comparison = TensorComparison.of(
                Precision.SINGLE, new Tolerance(0x1p-7, 1e-5), new long[] {1, 2, 3}, actual, expected);
        assertFalse(comparison.passes());
        assertEquals(2, comparison.mismatches());
        assertEquals(2, comparison.identical());
        assertEquals(List.of(0L, 0L, 1L), comparison.firstMismatch().index());
        assertEquals(1, comparison.largestAbsolute().amount());
        assertEquals("(0, 1, 0)", comparison.largestAbsolute().place());
        assertEquals(0.25, comparison.largestRelative().amount());
        assertEquals((0.5 + 1 + 1e-6 + 0.5) / 6, comparison.errors().mean(), 1e-15);
        assertEquals(1e-6, comparison.errors().median());
        assertEquals(1, comparison.errors().p99());
        assertEquals(0.938, comparison.passing().atol());
        assertEquals(0.25, comparison.passing().rtol());
    }

    @Test
    void whatWouldPassDoesPass() {
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 50; round++) {
            double[] expected = random.doubles(20, -5, 5).toArray();
            double[] actual = Arrays.stream(expected).map(value -> value + 1e-3 * random.nextGaussian()).toArray();
            Tolerance tolerance = new Tolerance(1e-5, 1e-5);
            PassingTolerance passing = compare(tolerance, actual, expected).passing();
            assertTrue(compare(new Tolerance(1e-5, passing.atol()), actual, expected).passes());
            assertTrue(compare(new Tolerance(passing.rtol(), 1e-5), actual, expected).passes());
            assertTrue(compare(new Tolerance(0, 0, passing.ulps()), actual, expected).passes());
            assertFalse(compare(new Tolerance(1e-5, passing.atol() * 0.98), actual, expected).passes());
            assertFalse(compare(new Tolerance(passing.rtol() * 0.98, 1e-5), actual, expected).passes());
            assertFalse(compare(new Tolerance(0, 0, passing.ulps() * 0.98), actual, expected).passes());
        }
    }

    private static Comparison compare(Tolerance tolerance, double[] actual, double[] expected) {
        return TensorComparison.of(Precision.SINGLE, tolerance, new long[] {actual.length}, actual, expected);
    }

    @Test
    void specialValuesAreCountedApart() {
        Tensor expected = Tensor.of(new float[] {NAN, INF, -INF, 0f, -0f, 1f, NAN, INF}, 1, 1, 2, 4);
        Tensor actual = Tensor.of(new float[] {NAN, INF, INF, -0f, -0f, NAN, 2f, 3f}, 1, 1, 2, 4);
        Comparison comparison = TensorComparison.of(actual, expected);
        assertEquals(4, comparison.mismatches());
        assertEquals(4, comparison.specialMismatches());
        assertEquals(3, comparison.identical());
        assertEquals(1, comparison.zeroSigns());
        assertEquals(new Specials(2, 2, 2, 3), comparison.specials());
        assertEquals(Double.POSITIVE_INFINITY, comparison.passing().atol());
        assertFalse(TensorComparison.of(actual, expected, new Tolerance(1e30, 1e30, 1e30)).passes());
    }

    @Test
    void zerosOfTheOtherSignAreCloseButNotTheSameBits() {
        Tensor plus = Tensor.of(new float[] {0f}, 1, 1, 1, 1);
        Tensor minus = Tensor.of(new float[] {-0f}, 1, 1, 1, 1);
        TensorComparison.assertClose(plus, minus, Tolerance.NONE);
        AssertionError failure = assertThrows(AssertionError.class, () -> TensorComparison.assertSameBits(plus, minus));
        assertTrue(failure.getMessage().contains("zeros of opposite sign: 1 of 1"), failure.getMessage());
        assertTrue(failure.getMessage().startsWith("1 of 1 elements have different bits"), failure.getMessage());
    }

    @Test
    void unitsInTheLastPlace() {
        double one = Math.ulp(1f);
        double[] expected = {1, 1, 1, 1, 1, 1, 1, 1, 1, 0};
        double[] actual = {
            1, 1 + one / 4, 1 + one, 1 + 2 * one, 1 + 4 * one, 1 + 5 * one, 1 + 200 * one, 1 + 60_000 * one, 2,
            Float.MIN_VALUE
        };
        Comparison comparison = compare(Tolerance.NONE, actual, expected);
        assertEquals(List.of(1L, 1L, 2L, 1L, 1L, 1L, 1L, 1L, 1L), comparison.ulps().counts());
        assertTrue(TensorComparison.of(Precision.HALF, new Tolerance(0, 0, 1), new long[] {1},
                new double[] {1 + 0x1p-10}, new double[] {1}).passes());
        assertFalse(TensorComparison.of(Precision.HALF, new Tolerance(0, 0, 1), new long[] {1},
                new double[] {1 + 0x1p-9}, new double[] {1}).passes());
        assertEquals(Math.ulp(3f), Precision.SINGLE.ulp(3f));
        assertEquals(Math.ulp(-1e-40f), Precision.SINGLE.ulp(-1e-40f));
        assertEquals(Math.ulp(1e300), Precision.DOUBLE.ulp(1e300));
        assertEquals(0x1p-24, Precision.HALF.ulp(0));
    }

    @Test
    void theMessageTellsWhatToKnow() {
        Tensor expected = Inputs.tame(new SplittableRandom(5), 1, 2, 3, 4);
        Tensor actual = Tensor.of(expected.data().clone(), 1, 2, 3, 4);
        actual.set(0, 1, 2, 3, actual.get(0, 1, 2, 3) + 0.5f);
        String message = assertThrows(AssertionError.class, () -> TensorComparison.assertClose(actual, expected))
                .getMessage();
        for (String part : List.of(
                "1 of 24 elements (4.17 %) differ by more than 1e-5 + 1.3e-6·|expected|",
                "first mismatch: 0.5 at (0, 1, 2, 3): actual " + actual.get(0, 1, 2, 3)
                        + ", expected " + expected.get(0, 1, 2, 3),
                "identical: 23 of 24", "in ulp of float32: 0: 23, > 65536: 1", "would pass: with atol 0.5, or rtol")) {
            assertTrue(message.contains(part), () -> part + " is not in " + message);
        }
    }

    @Test
    void badArguments() {
        Tensor x = Tensor.zeros(1, 2, 3, 4);
        String message = assertThrows(IllegalArgumentException.class,
                () -> TensorComparison.of(x, Tensor.zeros(1, 2, 4, 3))).getMessage();
        assertEquals("actual has shape (1, 2, 3, 4), expected (1, 2, 4, 3)", message);
        for (Executable assertion : List.<Executable>of(
                () -> TensorComparison.assertClose(x, Tensor.zeros(1, 2, 4, 3)),
                () -> TensorComparison.assertClose(x, Tensor.zeros(1, 2, 4, 3), Tolerance.NONE),
                () -> TensorComparison.assertSameBits(x, Tensor.zeros(1, 2, 4, 3)))) {
            assertEquals(message, assertThrows(AssertionError.class, assertion).getMessage());
        }
        assertThrows(IllegalArgumentException.class, () -> new Tolerance(-1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Tolerance(0, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new Tolerance(Double.POSITIVE_INFINITY, 0));
        assertThrows(IllegalArgumentException.class, () -> compare(Tolerance.NONE, new double[1], new double[2]));
    }

    @Test
    void anEmptyTensor() {
        Comparison comparison = TensorComparison.of(Tensor.zeros(0, 2, 3, 4), Tensor.zeros(0, 2, 3, 4));
        assertTrue(comparison.passes());
        assertTrue(comparison.report().startsWith("0 of 0 elements (0 %)"), comparison.report());
    }

    @Test
    void float32OrFloat64OnEitherSide() {
        Tensor single = Tensor.of(new float[] {1, 0.1f}, 1, 1, 1, 2);
        DoubleTensor exact = new DoubleTensor(new double[] {1, 0.1}, 1, 1, 1, 2);
        TensorComparison.assertClose(single, exact);
        TensorComparison.assertClose(exact, single);
        TensorComparison.assertClose(exact, exact);
        // Between float64 tensors float64's tolerance is the usual one.
        DoubleTensor off = new DoubleTensor(new double[] {1, 0.1 + 2e-7}, 1, 1, 1, 2);
        TensorComparison.assertClose(off, single);
        AssertionError failure =
                assertThrows(AssertionError.class, () -> TensorComparison.assertClose(off, exact));
        assertTrue(failure.getMessage().contains("in ulp of float64"), failure.getMessage());
        TensorComparison.assertClose(off, exact, new Tolerance(0, 1e-6));
        assertThrows(AssertionError.class, () -> TensorComparison.assertClose(single, exact, Tolerance.NONE));
        assertThrows(AssertionError.class, () -> TensorComparison.assertClose(exact, single, Tolerance.NONE));
        assertThrows(AssertionError.class,
                () -> TensorComparison.assertClose(single, DoubleTensor.of(1, 1, 2, 1, (_, _, _, _) -> 0)));
    }
}
