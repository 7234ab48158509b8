package io.github.dysample.verify;

import io.github.dysample.Tensor;
import io.github.dysample.io.DType;
import io.github.dysample.io.NdArray;
import java.util.Arrays;

/**
 * Compares tensors of the same shape, float32 or float64 on either side.
 *
 * <p>In a test,
 *
 * <pre>{@code
 * TensorComparison.assertClose(actual, expected);
 * }</pre>
 *
 * <p>fails with a report as its message: how many elements differ, by how much, and the first and the worst of them.
 * Without a tolerance, the defaults of {@code torch.testing.assert_close} hold: those of float64 if both sides are
 * float64, else those of float32. Where the shapes differ, the assertions throw an {@code AssertionError}, too, and the
 * methods {@code of} an {@code IllegalArgumentException}. Thread-safe.
 */
public final class TensorComparison {
    private TensorComparison() {}

    /**
     * {@return the comparison of float32 tensors with the usual tolerance}
     *
     * @param actual the tensor in question
     * @param expected the expected tensor
     */
    public static Comparison of(Tensor actual, Tensor expected) {
        return of(actual, expected, Tolerance.usual(Precision.SINGLE));
    }

    /**
     * {@return the comparison of float32 tensors}
     *
     * @param actual the tensor in question
     * @param expected the expected tensor
     * @param tolerance the difference that is allowed
     */
    public static Comparison of(Tensor actual, Tensor expected, Tolerance tolerance) {
        return of(NdArray.of(actual), NdArray.of(expected), tolerance);
    }

    /**
     * {@return the comparison of a float32 tensor with a float64 one}
     *
     * @param actual the tensor in question
     * @param expected the expected tensor
     * @param tolerance the difference that is allowed
     */
    public static Comparison of(Tensor actual, DoubleTensor expected, Tolerance tolerance) {
        return of(NdArray.of(actual), expected.array(), tolerance);
    }

    private static Comparison of(NdArray actual, NdArray expected, Tolerance tolerance) {
        if (!Arrays.equals(actual.shape(), expected.shape())) {
            throw new IllegalArgumentException(shapes(actual, expected));
        }
        return of(precision(actual, expected), tolerance, actual.shape(), actual.toDoubles(), expected.toDoubles());
    }

    /** The coarser type of the two. */
    private static Precision precision(NdArray actual, NdArray expected) {
        return Precision.of(actual.dtype() == DType.F32 ? actual.dtype() : expected.dtype());
    }

    private static String shapes(NdArray actual, NdArray expected) {
        return "actual has shape " + actual.shapeString() + ", expected " + expected.shapeString();
    }

    /**
     * {@return the comparison of arrays of any shape}
     *
     * @param precision the type the actual values had before they were widened
     * @param tolerance the difference that is allowed
     * @param shape the shape of both, for the indices in the report
     * @param actual the row-major values in question
     * @param expected the expected values
     * @throws IllegalArgumentException if an array does not have as many elements as the shape
     */
    public static Comparison of(
            Precision precision, Tolerance tolerance, long[] shape, double[] actual, double[] expected) {
        return new Comparer(precision, tolerance, shape.clone()).compare(actual, expected);
    }

    /**
     * Asserts that a tensor is close to another.
     *
     * @param actual the tensor in question
     * @param expected the expected tensor
     */
    public static void assertClose(Tensor actual, Tensor expected) {
        assertClose(NdArray.of(actual), NdArray.of(expected), null);
    }

    /**
     * Asserts that a tensor is close to one in float64.
     *
     * @param actual the tensor in question
     * @param expected the expected tensor
     */
    public static void assertClose(Tensor actual, DoubleTensor expected) {
        assertClose(NdArray.of(actual), expected.array(), null);
    }

    /**
     * Asserts that a tensor in float64 is close to one in float32.
     *
     * @param actual the tensor in question
     * @param expected the expected tensor
     */
    public static void assertClose(DoubleTensor actual, Tensor expected) {
        assertClose(actual.array(), NdArray.of(expected), null);
    }

    /**
     * Asserts that a tensor in float64 is close to another.
     *
     * @param actual the tensor in question
     * @param expected the expected tensor
     */
    public static void assertClose(DoubleTensor actual, DoubleTensor expected) {
        assertClose(actual.array(), expected.array(), null);
    }

    /**
     * Asserts that a tensor is as close to another as a tolerance demands.
     *
     * @param actual the tensor in question
     * @param expected the expected tensor
     * @param tolerance the difference that is allowed
     */
    public static void assertClose(Tensor actual, Tensor expected, Tolerance tolerance) {
        assertClose(NdArray.of(actual), NdArray.of(expected), tolerance);
    }

    /**
     * Asserts that a tensor is as close to one in float64 as a tolerance demands.
     *
     * @param actual the tensor in question
     * @param expected the expected tensor
     * @param tolerance the difference that is allowed
     */
    public static void assertClose(Tensor actual, DoubleTensor expected, Tolerance tolerance) {
        assertClose(NdArray.of(actual), expected.array(), tolerance);
    }

    /**
     * Asserts that a tensor in float64 is as close to one in float32 as a tolerance demands.
     *
     * @param actual the tensor in question
     * @param expected the expected tensor
     * @param tolerance the difference that is allowed
     */
    public static void assertClose(DoubleTensor actual, Tensor expected, Tolerance tolerance) {
        assertClose(actual.array(), NdArray.of(expected), tolerance);
    }

    /**
     * Asserts that a tensor in float64 is as close to another as a tolerance demands.
     *
     * @param actual the tensor in question
     * @param expected the expected tensor
     * @param tolerance the difference that is allowed
     */
    public static void assertClose(DoubleTensor actual, DoubleTensor expected, Tolerance tolerance) {
        assertClose(actual.array(), expected.array(), tolerance);
    }

    /** Without a tolerance, the usual one. */
    private static void assertClose(NdArray actual, NdArray expected, Tolerance tolerance) {
        assertSameShape(actual, expected);
        Tolerance usual = Tolerance.usual(precision(actual, expected));
        of(actual, expected, tolerance == null ? usual : tolerance).orThrow();
    }

    /**
     * Asserts that a tensor has the bits of another; all NaNs count as equal.
     *
     * @param actual the tensor in question
     * @param expected the expected tensor
     * @throws AssertionError if it does not, with the report, or if their shapes differ
     */
    public static void assertSameBits(Tensor actual, Tensor expected) {
        assertSameShape(NdArray.of(actual), NdArray.of(expected));
        if (!actual.equals(expected)) {
            Comparison comparison = of(actual, expected, Tolerance.NONE);
            throw new AssertionError((comparison.elements() - comparison.identical()) + " of "
                    + comparison.elements() + " elements have different bits\n" + comparison.report());
        }
    }

    private static void assertSameShape(NdArray actual, NdArray expected) {
        if (!Arrays.equals(actual.shape(), expected.shape())) {
            throw new AssertionError(shapes(actual, expected));
        }
    }
}
