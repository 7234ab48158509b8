package io.github.dysample.io.internal.array;

import io.github.dysample.Tensor;
import io.github.dysample.io.FileFormatException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Arithmetic on shapes that cannot overflow. */
public final class Shapes {
    /** The highest rank. */
    public static final int MAX_RANK = 64;

    /** The answer of {@link #elements} when the product passes the range of a long. */
    private static final long TOO_MANY = Long.MAX_VALUE;

    private Shapes() {}

    /**
     * The product of the dimensions, none of which is negative; {@code Long.MAX_VALUE} stands for everything larger.
     */
    public static long elements(long... shape) {
        for (long dimension : shape) {
            if (dimension == 0) {
                return 0;
            }
        }
        long product = 1;
        for (long dimension : shape) {
            if (product > TOO_MANY / dimension) {
                return TOO_MANY;
            }
            product *= dimension;
        }
        return product;
    }

    /** A count as {@link #elements} gives it, as text. */
    public static String count(long elements) {
        return elements == TOO_MANY ? "more than 2^63" : Long.toString(elements);
    }

    /** The shape as Python writes it: {@code ()}, {@code (3,)}, {@code (3, 4)}. */
    public static String text(long... shape) {
        return Arrays.stream(shape)
                .mapToObj(Long::toString)
                .collect(Collectors.joining(", ", "(", shape.length == 1 ? ",)" : ")"));
    }

    /** The strides in elements of a row-major array. */
    public static long[] rowMajorStrides(long... shape) {
        long[] strides = new long[shape.length];
        long stride = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= Math.max(1, shape[i]);
        }
        return strides;
    }

    /** Checks rank and signs. */
    public static void requireValid(long... shape) {
        if (shape.length > MAX_RANK) {
            throw new IllegalArgumentException("rank " + shape.length + " is more than " + MAX_RANK);
        }
        for (long dimension : shape) {
            if (dimension < 0) {
                throw new IllegalArgumentException("shape " + text(shape) + " has a negative dimension");
            }
        }
    }

    /** The number of elements of a shape found in a file, once it is known to be valid and to fit a Java array. */
    public static int requireElements(String file, long position, String what, long... shape)
            throws FileFormatException {
        try {
            requireValid(shape);
        } catch (IllegalArgumentException invalid) {
            throw new FileFormatException(file, position, what + ": " + invalid.getMessage());
        }
        long elements = elements(shape);
        if (elements > Tensor.MAX_ELEMENTS) {
            throw new FileFormatException(file, position, what + " of shape " + text(shape) + " has " + count(elements)
                    + " elements, a Java array holds " + Tensor.MAX_ELEMENTS);
        }
        return (int) elements;
    }
}
