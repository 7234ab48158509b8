package io.github.dysample.spark;

import io.github.dysample.Tensor;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.Npy;
import java.util.Arrays;

/**
 * The content of a {@code .npy} file.
 *
 * @param single whether its shape is (C, H, W), of one map
 * @param map what it holds
 */
record NpyCell(boolean single, Tensor map) implements Cell {
    @Override
    public int n() {
        return map.n();
    }

    @Override
    public int c() {
        return map.c();
    }

    @Override
    public int h() {
        return map.h();
    }

    @Override
    public int w() {
        return map.w();
    }

    @Override
    public void copyTo(Tensor x, int item) {
        int length = map.data().length;
        System.arraycopy(map.data(), 0, x.data(), item * c() * h() * w(), length);
    }

    @Override
    public Object result(Tensor y, int item) throws BadRowException {
        int elements = y.c() * y.h() * y.w();
        float[] values = n() == y.n()
                ? y.data()
                : Arrays.copyOfRange(y.data(), item * elements, (item + n()) * elements);
        NdArray array = single
                ? NdArray.of(values, y.c(), y.h(), y.w())
                : NdArray.of(values, n(), y.c(), y.h(), y.w());
        try {
            return Npy.toBytes(array);
        } catch (IllegalArgumentException tooLong) {
            throw new BadRowException(tooLong.getMessage(), tooLong);
        }
    }
}
