package io.github.dysample.cli.bench;

import io.github.dysample.Tensor;
import java.util.List;

/**
 * The shape of an input, every dimension at least 1.
 *
 * @param n batch
 * @param c channels
 * @param h height
 * @param w width
 */
public record Shape(int n, int c, int h, int w) {
    /** The paper's size, a neck's larger map, and its smallest. */
    static final List<Shape> USUAL =
            List.of(new Shape(1, 256, 120, 120), new Shape(1, 256, 64, 64), new Shape(1, 512, 20, 20));

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

    /** {@return the number of elements} */
    long elements() {
        return (long) n * c * h * w;
    }

    /** {@return such as {@code 1x256x120x120}} */
    @Override
    public String toString() {
        return n + "x" + c + "x" + h + "x" + w;
    }
}
