package io.github.dysample.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.dysample.DySample;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.image.ImageSchema;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One task's rows of one shape are computed in the same memory; each result must stay what it is all the same. */
class RowsOfOneShapeTest {
    private static final int ROWS = 40;
    private static final int CHANNELS = 4;

    @TempDir
    private Path folder;

    private SparkSession spark;
    private DySample layer;
    private DySampleTransformer stage;
    private List<Tensor> maps;
    private Dataset<Row> larger;

    @BeforeEach
    void start() {
        spark = Sessions.local();
        DySampleWeights weights = TestLayers.weights(CHANNELS, 4, 1);
        layer = DySample.of(weights, "scalar");
        stage = new DySampleTransformer()
                .setWeights(TestLayers.file(folder, "layer.safetensors", weights))
                .setInputCol("map")
                .setOutputCol("y")
                .setBatch(batch());
        SplittableRandom random = new SplittableRandom(2);
        maps = Stream.generate(() -> TestMaps.map(random, 1, CHANNELS, 5, 6)).limit(ROWS).toList();
        larger = stage.transform(TestMaps.table(spark, maps, 1));
    }

    /** {@return how many rows a call of the layer may have} */
    int batch() {
        return 1;
    }

    private void assertUpsampled(List<Row> rows) {
        TestMaps.assertUpsampled(maps, layer, rows);
    }

    @Test
    void collectedOneByOneOrAllAtOnce() {
        assertUpsampled(larger.collectAsList());
        List<Row> one = new ArrayList<>();
        larger.toLocalIterator().forEachRemaining(one::add);
        assertUpsampled(one);
    }

    @Test
    void twoResultsInOneRow() {
        Dataset<Row> twice = stage.setOutputCol("z").transform(larger);
        assertUpsampled(twice.collectAsList());
        assertUpsampled(twice.select(functions.col("id"), functions.col("z").as("y")).collectAsList());
    }

    @Test
    void heldByAnAggregation() {
        Dataset<Row> lists = larger.groupBy().agg(
                functions.collect_list(functions.struct("id", "y")).as("all"), functions.first("y").as("first"),
                functions.last("y").as("last"));
        Row row = lists.collectAsList().getFirst();
        assertUpsampled(row.getList(0));
        assertEquals(row.<Row>getList(0).getFirst().<Row>getAs("y"), row.<Row>getAs("first"));
        assertEquals(row.<Row>getList(0).getLast().<Row>getAs("y"), row.<Row>getAs("last"));
    }

    @Test
    void heldByAJoinASortAWindowAndACache() {
        Dataset<Row> other = larger.select(functions.col("id").as("other"), functions.col("y").as("z"));
        Dataset<Row> joined = larger.join(functions.broadcast(other), functions.expr("id = 39 - other"));
        assertUpsampled(joined.orderBy("id").collectAsList());
        assertUpsampled(joined.select(functions.col("other").as("id"), functions.col("z").as("y")).orderBy("id")
                .collectAsList());
        assertUpsampled(larger.orderBy(functions.desc("id")).orderBy("id").collectAsList());
        Dataset<Row> before = larger.withColumn("before", functions.lag("y", 1).over(Window.orderBy("id")));
        List<Row> rows = before.orderBy("id").collectAsList();
        assertUpsampled(rows);
        for (int i = 1; i < ROWS; i++) {
            assertEquals(rows.get(i - 1).<Row>getAs("y"), rows.get(i).<Row>getAs("before"));
        }
        Dataset<Row> kept = larger.persist();
        assertUpsampled(kept.collectAsList());
        assertUpsampled(kept.collectAsList());
        kept.unpersist();
    }

    @Test
    void ofALocalTableOnTheDriver() {
        List<Row> rows = new ArrayList<>();
        maps.forEach(map -> rows.add(RowFactory.create(rows.size(), TestMaps.cell(map))));
        assertUpsampled(stage.transform(spark.createDataFrame(rows, TestMaps.TABLE)).collectAsList());
    }

    /** On the driver Spark computes without tasks, and several threads may call the same function. */
    @Test
    void withoutATaskEachResultHasMemoryOfItsOwn() {
        SharedLayer shared = new SharedLayer(TestLayers.weights(CHANNELS, 4, 1), "scalar", 1);
        UpsampleFunction function = new UpsampleFunction(
                JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(shared), ColumnKind.MAP, TestMaps.MAP,
                InvalidRows.ERROR);
        List<InternalRow> results = new ArrayList<>();
        for (Tensor map : maps) {
            results.add((InternalRow) function.produceResult(new GenericInternalRow(new Object[] {
                new GenericInternalRow(new Object[] {
                    UnsafeArrayData.fromPrimitiveArray(new int[] {map.c(), map.h(), map.w()}),
                    UnsafeArrayData.fromPrimitiveArray(map.data())})})));
        }
        for (int i = 0; i < ROWS; i++) {
            assertArrayEquals(layer.forward(maps.get(i)).data(), results.get(i).getArray(1).toFloatArray());
        }
    }

    @Test
    void picturesHaveTheirOwnBytes() {
        SplittableRandom random = new SplittableRandom(3);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            byte[] data = new byte[CHANNELS * 5 * 6];
            random.nextBytes(data);
            int height = i % 3 == 0 ? 6 : 5; // from one shape to another of as many pixels, and back
            int width = 11 - height;
            // Two of four are grey, which the layer does not take, so that bad rows stand between good ones.
            rows.add(RowFactory.create(i, i % 4 >= 2
                    ? RowFactory.create("grey", height, width, 1, 0, new byte[5 * 6])
                    : RowFactory.create("alpha", height, width, CHANNELS, 24, data)));
        }
        StructType schema = new StructType().add("id", DataTypes.IntegerType).add("map", ImageSchema.columnSchema());
        stage.setHandleInvalid("keep");
        List<Row> together = stage.transform(spark.createDataFrame(rows, schema).repartition(1))
                .orderBy("id").collectAsList();
        for (int i = 0; i < ROWS; i++) {
            Row alone = stage.transform(spark.createDataFrame(rows.subList(i, i + 1), schema))
                    .collectAsList().getFirst();
            assertEquals(alone, together.get(i), "row " + i);
            assertEquals(i % 4 >= 2, together.get(i).getAs("y") == null);
        }
        assertNotEquals(together.get(0).<Row>getAs("y"), together.get(1).<Row>getAs("y"));
    }
}
