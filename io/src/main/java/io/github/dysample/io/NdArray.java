package io.github.dysample.io;

import io.github.dysample.Tensor;
import io.github.dysample.io.internal.array.Elements;
import io.github.dysample.io.internal.array.Shapes;
import java.util.Arrays;
import java.util.Objects;

/**
 * An array of any rank and element type, row-major, as files hold it.
 *
 * <p>Shape (d₀, …, dₙ₋₁); rank 0 is a scalar. The elements stand in one primitive array, which the factories do not
 * copy and {@link #toFloats} may hand out. The shape never changes; threads may share the array as long as none of them
 * writes to its elements.
 */
public final class NdArray {
    /** The highest rank, that of PyTorch and NumPy. */
    public static final int MAX_RANK = Shapes.MAX_RANK;

    private final DType dtype;
    private final long[] shape; // [rank]
    private final Object elements; // the primitive array of dtype

    private NdArray(DType dtype, Object elements, long[] shape) {
        this.dtype = dtype;
        this.elements = elements;
        this.shape = shape;
    }

    /**
     * Wraps a primitive array, without a copy.
     *
     * @param dtype the element type
     * @param elements the row-major elements: a {@code byte[]}, {@code short[]}, {@code int[]}, {@code long[]},
     *     {@code float[]} or {@code double[]} as {@link DType} says
     * @param shape the dimensions
     * @return an array over {@code elements}
     * @throws IllegalArgumentException if a dimension is negative, there are more than {@value #MAX_RANK}, or the array
     *     has another type or length
     */
    public static NdArray of(DType dtype, Object elements, long... shape) {
        int length = Elements.requireLength(dtype, elements);
        Shapes.requireValid(shape);
        long needed = Shapes.elements(shape);
        if (needed != length) {
            throw new IllegalArgumentException("the array has " + length + " elements, shape " + Shapes.text(shape)
                    + " needs " + Shapes.count(needed));
        }
        return new NdArray(dtype, elements, shape.clone());
    }

    /**
     * Wraps floats, without a copy.
     *
     * @param values the row-major elements
     * @param shape the dimensions
     * @return an array of type {@link DType#F32}
     * @throws IllegalArgumentException if the shape is invalid or needs another number of elements
     */
    public static NdArray of(float[] values, long... shape) {
        return of(DType.F32, values, shape);
    }

    /**
     * Wraps the elements of a tensor, without a copy.
     *
     * @param tensor a tensor (N, C, H, W)
     * @return an array of type {@link DType#F32} and the same shape
     */
    public static NdArray of(Tensor tensor) {
        return of(tensor.data(), tensor.n(), tensor.c(), tensor.h(), tensor.w());
    }

    /** {@return the element type} */
    public DType dtype() {
        return dtype;
    }

    /** {@return the shape, a new array} */
    public long[] shape() {
        return shape.clone();
    }

    /** {@return the number of dimensions, 0 for a scalar} */
    public int rank() {
        return shape.length;
    }

    /** {@return the number of elements} */
    public int size() {
        return Elements.length(elements);
    }

    /** {@return the shape as text, such as {@code (32, 64, 1, 1)}} */
    public String shapeString() {
        return Shapes.text(shape);
    }

    /** {@return the primitive array that holds the elements, not a copy; its type is as {@link DType} says} */
    public Object elements() {
        return elements;
    }

    /**
     * {@return an element as a double, as {@link #toDoubles} gives it}
     *
     * @param index its place in row-major order
     */
    public double doubleAt(int index) {
        return Elements.toDouble(dtype, elements, index);
    }

    /**
     * The elements as floats. Half precision and bfloat16 widen exactly; doubles and wide integers round to nearest;
     * booleans are 0 or 1.
     *
     * @return for {@link DType#F32} the array's own elements, not a copy; else a new array
     */
    public float[] toFloats() {
        if (elements instanceof float[] floats) {
            return floats;
        }
        float[] floats = new float[size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = Elements.toFloat(dtype, elements, i);
        }
        return floats;
    }

    /**
     * The elements as doubles: exact for all types but 64 bit integers, which round to nearest.
     *
     * @return for {@link DType#F64} the array's own elements, not a copy; else a new array
     */
    public double[] toDoubles() {
        if (elements instanceof double[] doubles) {
            return doubles;
        }
        double[] doubles = new double[size()];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = Elements.toDouble(dtype, elements, i);
        }
        return doubles;
    }

    /**
     * This array as a tensor, the elements as {@link #toFloats} gives them: (N, C, H, W) as it is, (C, H, W) as a batch
     * of one, (H, W) as a batch of one with one channel.
     *
     * @return a tensor
     * @throws IllegalArgumentException if the rank is not 2, 3 or 4
     */
    public Tensor toTensor() {
        if (rank() < 2 || rank() > 4) {
            throw new IllegalArgumentException("shape " + shapeString() + " has rank " + rank()
                    + ", a tensor needs (N, C, H, W), (C, H, W) or (H, W)");
        }
        int[] nchw = {1, 1, 1, 1};
        for (int i = 0; i < rank(); i++) {
            if (shape[i] > Tensor.MAX_ELEMENTS) {
                throw new IllegalArgumentException("shape " + shapeString() + " has a dimension over "
                        + Tensor.MAX_ELEMENTS);
            }
            nchw[4 - rank() + i] = (int) shape[i];
        }
        return Tensor.of(toFloats(), nchw[0], nchw[1], nchw[2], nchw[3]);
    }

    /**
     * The same array in another floating-point type, each element rounded to nearest, ties to even.
     *
     * @param target a floating-point type
     * @return this array if it has that type, else a new one
     * @throws IllegalArgumentException if {@code target} is an integer or boolean type
     */
    public NdArray to(DType target) {
        if (!target.isFloating()) {
            throw new IllegalArgumentException("cannot convert to " + target + ", only to F16, BF16, F32 or F64");
        }
        if (target == dtype) {
            return this;
        }
        Object converted = Elements.allocate(target, size());
        for (int i = 0; i < size(); i++) {
            Elements.set(target, converted, i, Elements.toDouble(dtype, elements, i));
        }
        return new NdArray(target, converted, shape);
    }

    /** Equality of type, shape and bits, except that any NaN of a {@code float} or {@code double} equals any other. */
    @Override
    public boolean equals(Object other) {
        return other instanceof NdArray that
                && dtype == that.dtype
                && Arrays.equals(shape, that.shape)
                && Objects.deepEquals(elements, that.elements);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(new Object[] {dtype, shape, elements});
    }

    /** {@return the type and the shape} */
    @Override
    public String toString() {
        return dtype + shapeString();
    }
}
