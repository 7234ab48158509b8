package io.github.dysample.spark;

import io.github.dysample.Tensor;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.Platform;

/**
 * A map or some of them.
 *
 * @param single whether the shape is (C, H, W), of one map
 * @param data the elements, as many as the shape needs
 * @param result what holds the result's bytes
 */
record MapCell(boolean single, int n, int c, int h, int w, ArrayData data, MapRow result) implements Cell {
    @Override
    public void copyTo(Tensor x, int item) {
        float[] values = x.data();
        int start = item * c * h * w;
        int length = data.numElements();
        if (data instanceof UnsafeArrayData block) {
            int header = UnsafeArrayData.calculateHeaderPortionInBytes(length);
            Platform.copyMemory(block.getBaseObject(), block.getBaseOffset() + header, values,
                    Platform.FLOAT_ARRAY_OFFSET + (long) start * Float.BYTES, (long) length * Float.BYTES);
            return;
        }
        for (int i = 0; i < length; i++) {
            values[start + i] = data.getFloat(i);
        }
    }

    @Override
    public Object result(Tensor y, int item) throws BadRowException {
        int[] shape = single ? new int[] {y.c(), y.h(), y.w()} : new int[] {n, y.c(), y.h(), y.w()};
        int elements = y.c() * y.h() * y.w();
        return result.of(shape, y.data(), item * elements, n * elements);
    }
}
