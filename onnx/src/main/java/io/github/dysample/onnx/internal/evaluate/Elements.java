package io.github.dysample.onnx.internal.evaluate;

/** Moves elements of operands: a new operand whose elements are those of another at given indices. */
final class Elements {
    private Elements() {}

    /** Makes an operand; {@code indices[i]} is where its element i comes from. */
    static Operand pick(Operand from, int[] indices, int... shape) {
        if (from.isFloat()) {
            float[] picked = new float[indices.length];
            for (int i = 0; i < picked.length; i++) {
                picked[i] = from.floats()[indices[i]];
            }
            return Operand.of(picked, shape);
        }
        long[] picked = new long[indices.length];
        for (int i = 0; i < picked.length; i++) {
            picked[i] = from.longs()[indices[i]];
        }
        return Operand.of(picked, shape);
    }

    /** Takes the elements of a shape from the work; they fit an array. */
    static int count(Work work, int... shape) throws CannotEvaluateException {
        long product = 1;
        for (int dimension : shape) {
            // Also where another dimension is 0 and there are no elements: loops go over dimensions.
            if (dimension < 0 || dimension > Work.AT_ONCE || dimension > 0 && product > Integer.MAX_VALUE / dimension) {
                throw new CannotEvaluateException("a tensor would be too large or of negative size");
            }
            product *= dimension;
        }
        work.take(product + 1);
        return (int) product;
    }

    /**
     * The indices into an array that is read in another way: {@code strides[d]} is how far apart its elements are along
     * dimension d of the result, and {@code first} is where it begins.
     */
    static int[] indices(Work work, int[] shape, int first, int... strides) throws CannotEvaluateException {
        int[] indices = new int[count(work, shape)];
        int[] at = new int[shape.length];
        int index = first;
        for (int i = 0; i < indices.length; i++) {
            indices[i] = index;
            for (int d = shape.length - 1; d >= 0; d--) {
                index += strides[d];
                if (++at[d] < shape[d]) {
                    break;
                }
                index -= strides[d] * shape[d];
                at[d] = 0;
            }
        }
        return indices;
    }

    /** The row-major strides of a shape. */
    static int[] strides(int... shape) {
        int[] strides = new int[shape.length];
        for (int d = shape.length - 1, stride = 1; d >= 0; d--) {
            strides[d] = stride;
            stride *= shape[d];
        }
        return strides;
    }
}
