package io.github.dysample.verify;

import io.github.dysample.Tensor;
import io.github.dysample.io.DType;
import io.github.dysample.io.NdArray;
import java.util.Arrays;

/**
 * A tensor of rank 4 in float64: shape (N, C, H, W), row-major, in one {@code double[]} that callers may use directly.
 * Like {@link Tensor} otherwise.
 *
 * @param data the elements, exactly {@code n * c * h * w} of them; not copied
 * @param n batch
 * @param c channels
 * @param h height
 * @param w width
 */
public record DoubleTensor(double[] data, int n, int c, int h, int w) {

    /** The elements of a tensor by their indices. */
    @FunctionalInterface
    public interface Elements {
        /**
         * Computes one element.
         *
         * @param in batch index
         * @param ic channel
         * @param ih row
         * @param iw column
         * @return the element
         */
        double at(int in, int ic, int ih, int iw);
    }

    /**
     * Checks the length of the array.
     *
     * @throws IllegalArgumentException if a dimension is negative, the product is more than an array holds, or the
     *     array is null or of another length
     */
    public DoubleTensor {
        int elements = Tensor.elements(n, c, h, w);
        if (data == null || data.length != elements) {
            throw new IllegalArgumentException("data " + (data == null ? "is null" : "has " + data.length + " elements")
                    + ", shape " + Arrays.toString(new int[] {n, c, h, w}) + " needs " + elements);
        }
    }

    /**
     * {@return a new tensor, each element computed from its indices}
     *
     * @param n batch
     * @param c channels
     * @param h height
     * @param w width
     * @param elements computes each element, in row-major order
     * @throws IllegalArgumentException if a dimension is negative or the product is more than an array holds
     */
    public static DoubleTensor of(int n, int c, int h, int w, Elements elements) {
        double[] data = new double[Tensor.elements(n, c, h, w)];
        int i = 0;
        for (int in = 0; in < n; in++) {
            for (int ic = 0; ic < c; ic++) {
                for (int ih = 0; ih < h; ih++) {
                    for (int iw = 0; iw < w; iw++) {
                        data[i++] = elements.at(in, ic, ih, iw);
                    }
                }
            }
        }
        return new DoubleTensor(data, n, c, h, w);
    }

    /** {@return the tensor as an array of type F64, which shares the elements} */
    public NdArray array() {
        return NdArray.of(DType.F64, data, n, c, h, w);
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
        if (in < 0 || in >= n || ic < 0 || ic >= c || ih < 0 || ih >= h || iw < 0 || iw >= w) {
            throw new IndexOutOfBoundsException("index (" + in + ", " + ic + ", " + ih + ", " + iw
                    + ") is outside shape " + shapeString());
        }
        return data[((in * c + ic) * h + ih) * w + iw];
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
