package io.github.dysample.cli;

import static io.github.dysample.verify.internal.json.JsonText.object;

import io.github.dysample.io.DType;
import io.github.dysample.io.NdArray;
import java.util.Map;

/**
 * A tensor of a file, without its values.
 *
 * @param name its name
 * @param dtype the type of its elements
 * @param shape its shape
 * @param shapeText the same as text
 * @param elements how many there are
 * @param statistics what they are like
 */
record TensorRow(
        String name, DType dtype, long[] shape, String shapeText, long elements, TensorStatistics statistics) {

    static TensorRow of(String name, NdArray array) {
        return new TensorRow(
                name, array.dtype(), array.shape(), array.shapeString(), array.size(), TensorStatistics.of(array));
    }

    Map<String, Object> json() {
        return object(
                "name", name,
                "dtype", dtype.toString(),
                "shape", shape,
                "elements", elements,
                "min", statistics.least(),
                "max", statistics.most(),
                "mean", statistics.mean(),
                "standardDeviation", statistics.deviation(),
                "nan", statistics.nans(),
                "infinite", statistics.infinities());
    }
}
