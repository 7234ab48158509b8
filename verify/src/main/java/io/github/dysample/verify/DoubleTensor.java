package io.github.dysample.verify;

import io.github.dysample.Tensor;
import java.util.Arrays;

/**
 * A tensor of rank 4 in float64: shape (N, C, H, W), row-major, in one {@code double[]} that callers may use directly.
 * Like {@link Tensor} otherwise.
 */
public final class DoubleTensor {
    private final int n;
    private final int c;
    private final int h;
    private final int w;
    private final double[] data; // [n][c][h][w]

    private DoubleTensor(double[] data, int n, int c, int h, int w) {
        this.data = data;
        this.n = n;
        this.c = c;
        this.h = h;
        this.w = w;
    }

    /**
     * Wraps an array, without a copy.
     *
     * @param data the elements, exactly {@code n * c * h * w} of them
     * @param n batch
     * @param c channels
     * @param h height
     * @param w width
     * @return a tensor over {@code data}
     * @throws IllegalArgumentException if a dimension is negative, the product is more than an array holds, or the
     *     array is null or of another length
     */
    public static DoubleTensor of(double[] data, int n, int c, int h, int w) {
        int elements = Tensor.elements(n, c, h, w);
        if (data == null || data.length != elements) {
            throw new IllegalArgumentException("data " + (data == null ? "is null" : "has " + data.length + " elements")
                    + ", shape " + Arrays.toString(new int[] {n, c, h, w}) + " needs " + elements);
        }
        return new DoubleTensor(data, n, c, h, w);
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
    public static DoubleTensor zeros(int n, int c, int h, int w) {
        return new DoubleTensor(new double[Tensor.elements(n, c, h, w)], n, c, h, w);
    }

    /** {@return the batch size} */
    public int n() {
        return n;
    }

    /** {@return the number of channels} */
    public int c() {
        return c;
    }

    /** {@return the height} */
    public int h() {
        return h;
    }

    /** {@return the width} */
    public int w() {
        return w;
    }

    /** {@return the elements in row-major order; the tensor's own array, not a copy} */
    public double[] data() {
        return data;
    }

    /** {@return the shape as a new array {@code {n, c, h, w}}} */
    public int[] shape() {
        return new int[] {n, c, h, w};
    }

    /** {@return the shape as text, such as {@code (1, 64, 32, 32)}} */
    public String shapeString() {
        return "(" + n + ", " + c + ", " + h + ", " + w + ")";
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
    public double get(int in, int ic, int ih, int iw) {
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
    public void set(int in, int ic, int ih, int iw, double value) {
        data[index(in, ic, ih, iw)] = value;
    }

    private int index(int in, int ic, int ih, int iw) {
        if (in < 0 || in >= n || ic < 0 || ic >= c || ih < 0 || ih >= h || iw < 0 || iw >= w) {
            throw new IndexOutOfBoundsException("index (" + in + ", " + ic + ", " + ih + ", " + iw
                    + ") is outside shape " + shapeString());
        }
        return ((in * c + ic) * h + ih) * w + iw;
    }

    /** Equality of shape and bits; any NaN equals any other. */
    @Override
    public boolean equals(Object other) {
        return other instanceof DoubleTensor that
                && Arrays.equals(shape(), that.shape())
                && Arrays.equals(data, that.data);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shape()) + Arrays.hashCode(data);
    }

    /** {@return the shape} */
    @Override
    public String toString() {
        return "DoubleTensor" + shapeString();
    }
}
