package io.github.dysample.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.dysample.DySample;
import io.github.dysample.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Tables of maps, and what they should become. */
final class TestMaps {
    /** Arrays that may hold nulls, as those that come from Python do. */
    static final StructType MAP = new StructType()
            .add("shape", DataTypes.createArrayType(DataTypes.IntegerType))
            .add("data", DataTypes.createArrayType(DataTypes.FloatType));
    static final StructType TABLE = new StructType().add("id", DataTypes.IntegerType).add("map", MAP);

    private TestMaps() {}

    /** {@return maps of a layer's channels and sizes of their own, some of them batches} */
    static List<Tensor> mixed(int number, int channels, int mostPixels, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Tensor> maps = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            maps.add(map(random, i % 7 == 0 ? 2 : 1, channels, random.nextInt(1, mostPixels + 1),
                    random.nextInt(1, mostPixels + 1)));
        }
        return maps;
    }

    static Tensor map(SplittableRandom random, int n, int channels, int height, int width) {
        return Tensor.of(TestLayers.floats(random, n * channels * height * width), n, channels, height, width);
    }

    /** A table that executors compute, in so many partitions; on the driver Spark would compute a small local one. */
    static Dataset<Row> table(SparkSession spark, List<Tensor> maps, int partitions) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < maps.size(); i++) {
            rows.add(RowFactory.create(i, cell(maps.get(i))));
        }
        return ofRows(spark, rows, partitions);
    }

    static Dataset<Row> ofRows(SparkSession spark, List<Row> rows, int partitions) {
        return spark.createDataFrame(
                JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(rows, partitions), TABLE);
    }

    /** {@return (C, H, W) of a single map, else (N, C, H, W)} */
    static Row cell(Tensor map) {
        return RowFactory.create(map.n() == 1 ? new int[] {map.c(), map.h(), map.w()} : map.shape(), map.data());
    }

    /** Compares the column y of a table, ordered by id, with what the library makes of the maps, bit by bit. */
    static void assertUpsampled(List<Tensor> maps, DySample layer, List<Row> rows) {
        assertEquals(maps.size(), rows.size());
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            assertEquals(i, row.<Integer>getAs("id"));
            Tensor expected = layer.forward(maps.get(i));
            Row cell = row.getAs("y");
            assertEquals(cell(expected).<Object>getAs(0) instanceof int[] shape ? text(shape) : "",
                    cell.getList(0).toString());
            assertEquals(expected, Tensor.of(floats(cell.getList(1)), expected.n(), expected.c(), expected.h(),
                    expected.w()), "row " + i);
        }
    }

    private static String text(int[] shape) {
        return Arrays.toString(shape);
    }

    static float[] floats(List<Float> boxed) {
        float[] values = new float[boxed.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = boxed.get(i);
        }
        return values;
    }
}
