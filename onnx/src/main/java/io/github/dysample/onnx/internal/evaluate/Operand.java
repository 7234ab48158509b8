package io.github.dysample.onnx.internal.evaluate;

import java.util.Arrays;

/**
 * A value in an evaluation: floats, or integers, which stand for booleans, too. Nobody writes into the arrays.
 *
 * @param shape its shape
 * @param floats its elements, row-major; null if they are integers
 * @param longs its elements, row-major; null if they are floats
 */
public record Operand(int[] shape, float[] floats, long[] longs) {
    /** Of floats. */
    public static Operand of(float[] elements, int... shape) {
        return new Operand(shape, elements, null);
    }

    /** Of integers. */
    public static Operand of(long[] elements, int... shape) {
        return new Operand(shape, null, elements);
    }

    boolean isFloat() {
        return floats != null;
    }

    int rank() {
        return shape.length;
    }

    /** The number of elements. */
    int size() {
        return isFloat() ? floats.length : longs.length;
    }

    /** The same elements in another shape. */
    Operand reshaped(int... other) {
        return new Operand(other, floats, longs);
    }

    /** The elements as integers, for shapes and axes. */
    long[] integers() throws CannotEvaluateException {
        if (isFloat()) {
            throw new CannotEvaluateException("floats stand where integers must");
        }
        return longs;
    }

    /** The elements as floats. */
    float[] reals() throws CannotEvaluateException {
        if (!isFloat()) {
            throw new CannotEvaluateException("integers stand where floats must");
        }
        return floats;
    }

    /** The only element, an integer. */
    long integer() throws CannotEvaluateException {
        if (size() != 1) {
            throw new CannotEvaluateException("one integer is needed, " + size() + " are there");
        }
        return integers()[0];
    }

    /** The index of an axis, which counts from the end if it is negative. */
    int axis(long axis) throws CannotEvaluateException {
        return axis(axis, rank());
    }

    /** An axis of a rank, which counts from the end if it is negative. */
    static int axis(long axis, int rank) throws CannotEvaluateException {
        if (axis < -rank || axis >= rank) {
            throw new CannotEvaluateException("axis " + axis + " does not exist at rank " + rank);
        }
        return (int) (axis < 0 ? axis + rank : axis);
    }

    /** The product of some dimensions. */
    static int product(int[] shape, int from, int to) {
        int product = 1;
        for (int i = from; i < to; i++) {
            product *= shape[i];
        }
        return product;
    }

    /** The same shape with one dimension changed. */
    static int[] with(int[] shape, int axis, int size) {
        int[] changed = shape.clone();
        changed[axis] = size;
        return changed;
    }

    /** For messages. */
    String shapeText() {
        return Arrays.toString(shape);
    }
}
