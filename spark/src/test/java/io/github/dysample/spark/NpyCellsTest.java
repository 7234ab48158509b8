package io.github.dysample.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.dysample.DySample;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import io.github.dysample.io.DType;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.Npy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyCellsTest {
    @TempDir
    private Path folder;

    @Test
    void contentsOfNpyFilesBecomeSuch() throws IOException {
        DySampleWeights weights = TestLayers.weights(8, 2, 1);
        DySample layer = DySample.of(weights);
        List<NdArray> arrays = new ArrayList<>();
        for (Tensor map : TestMaps.mixed(9, 8, 12, 2)) {
            arrays.add(map.n() == 1 ? NdArray.of(map.data(), map.c(), map.h(), map.w()) : NdArray.of(map));
        }
        arrays.add(arrays.getFirst().to(DType.F16));
        List<Row> rows = arrays.stream().map(array -> RowFactory.create((Object) Npy.toBytes(array))).toList();
        List<Row> upsampled = new DySampleTransformer()
                .setWeights(TestLayers.file(folder, "layer.npz", weights))
                .setInputCol("content")
                .setOutputCol("y")
                .transform(Sessions.local()
                        .createDataFrame(rows, new StructType().add("content", DataTypes.BinaryType))
                        .coalesce(1))
                .select("y")
                .collectAsList();
        for (int i = 0; i < arrays.size(); i++) {
            Tensor y = layer.forward(arrays.get(i).toTensor());
            NdArray expected = arrays.get(i).rank() == 3 ? NdArray.of(y.data(), y.c(), y.h(), y.w()) : NdArray.of(y);
            assertEquals(expected, Npy.read("y", upsampled.get(i).getAs(0)));
        }
    }
}
