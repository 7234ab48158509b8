package io.github.dysample.measure;

import io.github.dysample.Tensor;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * The shape of a map, every dimension at least 1.
 *
 * @param n batch
 * @param c channels
 * @param h height
 * @param w width
 */
public record Shape(int n, int c, int h, int w) {
    private static final Pattern TEXT = Pattern.compile("([0-9]+)x([0-9]+)x([0-9]+)x([0-9]+)");

    /**
     * Checks the dimensions.
     *
     * @throws IllegalArgumentException if one is under 1, or a tensor cannot have so many elements
     */
    public Shape {
        if (n < 1 || c < 1 || h < 1 || w < 1) {
            throw new IllegalArgumentException(
                    "shape " + n + "x" + c + "x" + h + "x" + w + " has a dimension under 1");
        }
        Tensor.elements(n, c, h, w);
    }

    /**
     * {@return the shape that {@link #toString} wrote}
     *
     * @param text such as {@code 1x256x120x120}
     * @throws IllegalArgumentException if the text is not a shape, or not one that a tensor can have
     */
    public static Shape parse(String text) {
        if (!TEXT.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a shape BxCxHxW, such as 1x256x120x120");
        }
        try {
            int[] numbers = Arrays.stream(text.split("x")).mapToInt(Integer::parseInt).toArray();
            return new Shape(numbers[0], numbers[1], numbers[2], numbers[3]);
        } catch (NumberFormatException tooLarge) {
            throw new IllegalArgumentException("'" + text + "' has a dimension over " + Integer.MAX_VALUE, tooLarge);
        }
    }

    /**
     * {@return the output's shape for an input of this one, (n, c, scale · h, scale · w)}
     *
     * @param scale the factor
     * @throws IllegalArgumentException if the scale is under 1, or a tensor cannot have so many elements
     * @throws ArithmeticException if a dimension is more than an int holds
     */
    public Shape upsampled(int scale) {
        return new Shape(n, c, Math.multiplyExact(scale, h), Math.multiplyExact(scale, w));
    }

    /** {@return a new tensor (n, c, h, w) of zeros} */
    public Tensor zeros() {
        return Tensor.zeros(n, c, h, w);
    }

    /** {@return the number of elements} */
    public int elements() {
        return Tensor.elements(n, c, h, w);
    }

    /** {@return such as {@code 1x256x120x120}} */
    @Override
    public String toString() {
        return n + "x" + c + "x" + h + "x" + w;
    }
}
