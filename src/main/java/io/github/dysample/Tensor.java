package io.github.dysample;

import java.util.Arrays;
import java.util.StringJoiner;

/**
 * A tensor of rank 4: shape (N, C, H, W), row-major, one contiguous {@code float[]} that it does not hide.
 *
 * <p>Element (n, c, h, w) stands at {@code ((n * C + c) * H + h) * W + w} of {@link #data()}. A dimension may be 0, the
 * tensor is then empty. The shape never changes; the elements are the caller's to change, so a tensor is safe to share
 * between threads only while none of them writes to it.
 *
 * @param data the elements in row-major order, exactly {@code n * c * h * w} of them; not copied
 * @param n batch
 * @param c channels
 * @param h height
 * @param w width
 */
public record Tensor(float[] data, int n, int c, int h, int w) { // data: [n][c][h][w]
    /** The most elements a tensor can have: HotSpot's longest array. */
    public static final int MAX_ELEMENTS = Integer.MAX_VALUE - 2;

    private static final int SHOWN_VALUES = 6;

    /**
     * Wraps an array, without a copy: the tensor and the caller share it.
     *
     * @throws IllegalArgumentException if a dimension is negative, the product is more than an array holds, or the
     *     array is null or of another length
     */
    public Tensor {
        int elements = elements(n, c, h, w);
        if (data == null) {
            throw new IllegalArgumentException("data is null, shape " + shapeString(n, c, h, w));
        }
        if (data.length != elements) {
            throw new IllegalArgumentException("data has " + data.length + " elements, shape "
                    + shapeString(n, c, h, w) + " needs " + elements);
        }
    }

    /**
     * Wraps an array, as the constructor does.
     *
     * @param data the elements
     * @param n batch
     * @param c channels
     * @param h height
     * @param w width
     * @return a tensor over {@code data}
     */
    public static Tensor of(float[] data, int n, int c, int h, int w) {
        return new Tensor(data, n, c, h, w);
    }

    /**
     * Makes a tensor of zeros.
     *
     * @param n batch
     * @param c channels
     * @param h height
     * @param w width
     * @return a new tensor, all elements 0
     * @throws IllegalArgumentException if a dimension is negative or the product is more than an array holds
     */
    public static Tensor zeros(int n, int c, int h, int w) {
        return new Tensor(new float[elements(n, c, h, w)], n, c, h, w);
    }

    /**
     * The number of elements of a shape.
     *
     * @param n batch
     * @param c channels
     * @param h height
     * @param w width
     * @return {@code n * c * h * w}
     * @throws IllegalArgumentException if a dimension is negative or the product is more than an array holds
     */
    public static int elements(int n, int c, int h, int w) {
        if (n < 0 || c < 0 || h < 0 || w < 0) {
            throw new IllegalArgumentException("shape " + shapeString(n, c, h, w) + " has a negative dimension");
        }
        if (n == 0 || c == 0 || h == 0 || w == 0) {
            return 0;
        }
        // Each product of a long within MAX_ELEMENTS and an int stays within a long.
        long elements = (long) n * c;
        elements = elements > MAX_ELEMENTS ? elements : elements * h;
        elements = elements > MAX_ELEMENTS ? elements : elements * w;
        if (elements > MAX_ELEMENTS) {
            throw new IllegalArgumentException("shape " + shapeString(n, c, h, w)
                    + " has more than the " + MAX_ELEMENTS + " elements a Java array holds");
        }
        return (int) elements;
    }

    /** {@return the shape as a new array {@code {n, c, h, w}}} */
    public int[] shape() {
        return new int[] {n, c, h, w};
    }

    /** {@return the shape as text, such as {@code (1, 64, 32, 32)}} */
    public String shapeString() {
        return shapeString(n, c, h, w);
    }

    static String shapeString(int n, int c, int h, int w) {
        return "(" + n + ", " + c + ", " + h + ", " + w + ")";
    }

    /**
     * Tells whether this tensor has exactly the given shape.
     *
     * @param n batch
     * @param c channels
     * @param h height
     * @param w width
     * @return whether all four are equal
     */
    public boolean hasShape(int n, int c, int h, int w) {
        return this.n == n && this.c == c && this.h == h && this.w == w;
    }

    /**
     * Reads one element.
     *
     * @param in batch index
     * @param ic channel
     * @param ih row
     * @param iw column
     * @return the element
     * @throws IndexOutOfBoundsException if an index is outside the shape
     */
    public float get(int in, int ic, int ih, int iw) {
        return data[index(in, ic, ih, iw)];
    }

    /**
     * Writes one element.
     *
     * @param in batch index
     * @param ic channel
     * @param ih row
     * @param iw column
     * @param value the new value
     * @throws IndexOutOfBoundsException if an index is outside the shape
     */
    public void set(int in, int ic, int ih, int iw, float value) {
        data[index(in, ic, ih, iw)] = value;
    }

    private int index(int in, int ic, int ih, int iw) {
        if (in < 0 || in >= n || ic < 0 || ic >= c || ih < 0 || ih >= h || iw < 0 || iw >= w) {
            throw new IndexOutOfBoundsException(
                    "index " + shapeString(in, ic, ih, iw) + " is outside shape " + shapeString());
        }
        return ((in * c + ic) * h + ih) * w + iw;
    }

    /**
     * Equality of shape and bits: −0 differs from +0, and any NaN equals any other, since IEEE 754 leaves open which
     * NaN an operation returns.
     */
    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor that && that.hasShape(n, c, h, w) && Arrays.equals(data, that.data);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shape()) + Arrays.hashCode(data);
    }

    /** {@return the shape and the first few values} */
    @Override
    public String toString() {
        StringJoiner values = new StringJoiner(", ", "[", data.length > SHOWN_VALUES ? ", …]" : "]");
        for (int i = 0; i < Math.min(SHOWN_VALUES, data.length); i++) {
            values.add(Float.toString(data[i]));
        }
        return "Tensor" + shapeString() + values;
    }
}
