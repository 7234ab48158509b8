package io.github.dysample.compare;

import io.github.dysample.Tensor;
import io.github.dysample.reference.DoubleTensor;
import java.util.Arrays;

/**
 * How far one tensor is from another of the same shape.
 *
 * <p>In a test,
 *
 * <pre>{@code
 * TensorComparison.assertClose(actual, expected);
 * }</pre>
 *
 * <p>fails with the whole report as its message. Errors are taken over the pairs that are both finite; a pair with a
 * NaN or an infinity is either as expected or a {@link #specialMismatches() special mismatch}. Immutable.
 *
 * @param precision the type of the actual values
 * @param tolerance what was allowed
 * @param elements how many pairs there are
 * @param mismatches how many are further apart than allowed, the special ones included
 * @param specialMismatches how many of these have a NaN or an infinity on one side and something else on the other
 * @param identical how many pairs are the same number, the sign of a zero included; any NaN is like any other
 * @param zeroSigns how many pairs are zeros of different sign; these do not count as mismatches
 * @param specials the NaN and infinities on either side
 * @param firstMismatch the first element that is off, by its absolute error; null if none is
 * @param largestAbsolute the largest absolute error; null without a finite pair
 * @param largestRelative the largest error relative to the expected value, where that is not 0; null if it always is
 * @param errors absolute errors in summary
 * @param ulps errors in units in the last place
 * @param passing what would have been needed
 */
public record TensorComparison(
        Precision precision,
        Tolerance tolerance,
        long elements,
        long mismatches,
        long specialMismatches,
        long identical,
        long zeroSigns,
        Specials specials,
        Deviation firstMismatch,
        Deviation largestAbsolute,
        Deviation largestRelative,
        ErrorSummary errors,
        UlpHistogram ulps,
        PassingTolerance passing) {

    /**
     * Compares float32 tensors, allowing what {@code torch.testing.assert_close} does.
     *
     * @param actual the tensor in question
     * @param expected what it should be
     * @return how they compare
     * @throws IllegalArgumentException if their shapes differ
     */
    public static TensorComparison of(Tensor actual, Tensor expected) {
        return of(actual, expected, Precision.SINGLE.tolerance());
    }

    /**
     * Compares float32 tensors.
     *
     * @param actual the tensor in question
     * @param expected what it should be
     * @param tolerance what is allowed
     * @return how they compare
     * @throws IllegalArgumentException if their shapes differ
     */
    public static TensorComparison of(Tensor actual, Tensor expected, Tolerance tolerance) {
        requireShape(actual.shape(), actual.shapeString(), expected.shape(), expected.shapeString());
        return new Comparer(Precision.SINGLE, tolerance, longs(actual.shape()))
                .compare(widened(actual.data()), widened(expected.data()));
    }

    /**
     * Compares a float32 tensor with what float64 gives.
     *
     * @param actual the tensor in question
     * @param expected what it should be
     * @param tolerance what is allowed
     * @return how they compare
     * @throws IllegalArgumentException if their shapes differ
     */
    public static TensorComparison of(Tensor actual, DoubleTensor expected, Tolerance tolerance) {
        requireShape(actual.shape(), actual.shapeString(), expected.shape(), expected.shapeString());
        return new Comparer(Precision.SINGLE, tolerance, longs(actual.shape()))
                .compare(widened(actual.data()), expected.data());
    }

    /**
     * Compares arrays of any shape.
     *
     * @param precision the type the actual values had before they were widened
     * @param tolerance what is allowed
     * @param shape the shape of both, for the indices in the report
     * @param actual the row-major values in question
     * @param expected what they should be
     * @return how they compare
     * @throws IllegalArgumentException if an array has not as many elements as the shape
     */
    public static TensorComparison of(
            Precision precision, Tolerance tolerance, long[] shape, double[] actual, double[] expected) {
        return new Comparer(precision, tolerance, shape.clone()).compare(actual, expected);
    }

    /**
     * Asserts that a tensor is as close as {@code torch.testing.assert_close} wants it.
     *
     * @param actual the tensor in question
     * @param expected what it should be
     * @throws AssertionError if it is not, with the report, or if their shapes differ
     */
    public static void assertClose(Tensor actual, Tensor expected) {
        assertSameShape(actual, expected);
        of(actual, expected).orThrow();
    }

    /**
     * Asserts that a tensor is as close as a tolerance wants it.
     *
     * @param actual the tensor in question
     * @param expected what it should be
     * @param tolerance what is allowed
     * @throws AssertionError if it is not, with the report, or if their shapes differ
     */
    public static void assertClose(Tensor actual, Tensor expected, Tolerance tolerance) {
        assertSameShape(actual, expected);
        of(actual, expected, tolerance).orThrow();
    }

    /**
     * Asserts that a tensor has the bits of another, but for which NaN a NaN is.
     *
     * @param actual the tensor in question
     * @param expected what it should be
     * @throws AssertionError if it has not, with the report, or if their shapes differ
     */
    public static void assertSameBits(Tensor actual, Tensor expected) {
        assertSameShape(actual, expected);
        if (!actual.equals(expected)) {
            TensorComparison comparison = of(actual, expected, Tolerance.NONE);
            throw new AssertionError((comparison.elements - comparison.identical) + " of " + comparison.elements
                    + " elements have other bits\n" + comparison.report());
        }
    }

    private static void assertSameShape(Tensor actual, Tensor expected) {
        if (!Arrays.equals(actual.shape(), expected.shape())) {
            throw new AssertionError(shapes(actual.shapeString(), expected.shapeString()));
        }
    }

    /** {@return whether every element is as close as allowed} */
    public boolean passes() {
        return mismatches == 0;
    }

    /**
     * Does nothing if every element is as close as allowed.
     *
     * @throws AssertionError if not, with the report
     */
    public void orThrow() {
        if (!passes()) {
            throw new AssertionError(report());
        }
    }

    /** {@return everything, in some lines} */
    public String report() {
        return new ComparisonText(this).toString();
    }

    /** {@return the outcome in one line} */
    @Override
    public String toString() {
        return mismatches + " of " + elements + " elements (" + Numbers.percent(mismatches, elements)
                + ") differ by more than " + tolerance;
    }

    private static void requireShape(int[] actual, String actualText, int[] expected, String expectedText) {
        if (!Arrays.equals(actual, expected)) {
            throw new IllegalArgumentException(shapes(actualText, expectedText));
        }
    }

    private static String shapes(String actual, String expected) {
        return "actual has shape " + actual + ", expected " + expected;
    }

    private static long[] longs(int[] shape) {
        return Arrays.stream(shape).asLongStream().toArray();
    }

    private static double[] widened(float[] values) {
        double[] wide = new double[values.length];
        Arrays.setAll(wide, i -> values[i]);
        return wide;
    }
}
