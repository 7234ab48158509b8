package io.github.dysample.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.DySample;
import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import io.github.dysample.io.DType;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.Npy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.CollectionConverters;

/** Rows that are computed together give what each gives by itself. */
class BatchTest {
    private static final int CHANNELS = 4;
    private static final int[] BATCHES = {2, 3, 7, 1000};

    @TempDir
    private Path folder;

    private SparkSession spark;
    private DySample layer;
    private DySampleTransformer stage;

    @BeforeEach
    void start() {
        spark = Sessions.local();
        DySampleWeights weights = TestLayers.weights(CHANNELS, 4, 1);
        layer = DySample.of(weights, "scalar");
        stage = new DySampleTransformer()
                .setWeights(TestLayers.file(folder, "layer.safetensors", weights))
                .setInputCol("map")
                .setOutputCol("y")
                .setErrorCol("why");
    }

    /** Runs of up to six maps of one shape, a third of them of two items; often only height or width changes. */
    private static List<Tensor> runs() {
        SplittableRandom random = new SplittableRandom(3);
        List<Tensor> maps = new ArrayList<>();
        for (int run = 0; run < 25; run++) {
            int height = random.nextInt(1, 4);
            int width = random.nextInt(1, 4);
            for (int i = random.nextInt(6); i >= 0; i--) {
                maps.add(TestMaps.map(random, random.nextInt(3) == 0 ? 2 : 1, CHANNELS, height, width));
            }
        }
        return maps;
    }

    private static Dataset<Row> untyped(SparkSession spark, List<?> cells, StructType schema, int partitions) {
        List<Row> rows = new ArrayList<>();
        cells.forEach(cell -> rows.add(RowFactory.create(rows.size(), cell)));
        return spark.createDataFrame(rows, schema).coalesce(partitions);
    }

    /** Nulls, a map without its last element and one of another layer's channels, among maps of one shape. */
    private Dataset<Row> goodAndBad(int partitions) {
        SplittableRandom random = new SplittableRandom(4);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            Tensor map = TestMaps.map(random, 1, i % 12 == 10 ? 3 : CHANNELS, i < 15 ? 2 : 3, 3);
            rows.add(RowFactory.create(i, i % 6 == 1 ? null : TestMaps.cell(map)));
        }
        rows.set(8, RowFactory.create(8, RowFactory.create(new int[] {CHANNELS, 2, 3}, new float[23])));
        return TestMaps.ofRows(spark, rows, partitions);
    }

    private void assertAsSingleRows(Dataset<Row> table) {
        List<Row> single = stage.setBatch(1).transform(table).collectAsList();
        for (int batch : BATCHES) {
            Dataset<Row> together = stage.setBatch(batch).transform(table);
            assertEquals(stage.transformSchema(table.schema()), together.schema());
            assertEquals(single, together.collectAsList(), "batch " + batch);
        }
    }

    @Test
    void mapsHaveTheBitsOfTheLibrary() {
        List<Tensor> maps = runs();
        for (int batch : BATCHES) {
            TestMaps.assertUpsampled(maps, layer,
                    stage.setBatch(batch).transform(TestMaps.table(spark, maps, 2)).collectAsList());
        }
    }

    @Test
    void threadsHaveTheBitsOfTheLibrary() {
        List<Tensor> maps = runs();
        TestMaps.assertUpsampled(maps, layer,
                stage.setThreads(2).setBatch(5).transform(TestMaps.table(spark, maps, 1)).collectAsList());
    }

    @Test
    void contentsOfNpyFiles() {
        StructType schema = new StructType().add("id", DataTypes.IntegerType).add("map", DataTypes.BinaryType);
        List<byte[]> cells = new ArrayList<>();
        for (Tensor map : runs()) {
            NdArray array = map.n() == 1 ? NdArray.of(map.data(), map.c(), map.h(), map.w()) : NdArray.of(map);
            cells.add(Npy.toBytes(cells.size() % 4 == 3 ? array.to(DType.F16) : array));
        }
        cells.set(2, new byte[] {1, 2, 3});
        stage.setHandleInvalid("keep");
        Dataset<Row> table = untyped(spark, cells, schema, 1);
        List<String> single = contents(stage.setBatch(1).transform(table));
        for (int batch : BATCHES) {
            assertEquals(single, contents(stage.setBatch(batch).transform(table)), "batch " + batch);
        }
    }

    private static List<String> contents(Dataset<Row> table) {
        return table.select(functions.concat_ws(" ", functions.col("id"), functions.md5(functions.col("y")),
                functions.col("why"))).collectAsList().stream().map(row -> row.getString(0)).toList();
    }

    @Test
    void nullsAndBadRowsInTheMiddleAreKeptOrLeftOut() {
        for (String invalid : List.of("keep", "skip")) {
            stage.setHandleInvalid(invalid);
            assertAsSingleRows(goodAndBad(1));
            assertAsSingleRows(goodAndBad(3));
        }
    }

    @Test
    void aBadRowFailsWithItsNumberAndTheReason() {
        // The second time, the bad row is in the second of the parts that one task computes.
        for (Dataset<Row> table : List.of(goodAndBad(1), goodAndBad(4))) {
            String single = failure(stage.setBatch(1).transform(table).coalesce(1));
            assertTrue(single.startsWith("row 8 of partition 0 cannot be upsampled: the data have 23 elements, and the"
                    + " shape [4, 2, 3] needs 24; "), single);
            for (int batch : BATCHES) {
                assertEquals(single, failure(stage.setBatch(batch).transform(table).coalesce(1)));
            }
        }
    }

    private static String failure(Dataset<Row> table) {
        Throwable failure = assertThrows(Exception.class, table::collectAsList);
        while (failure != null && !(failure instanceof IllegalArgumentException)) {
            failure = failure.getCause();
        }
        return failure == null ? "no bad row" : failure.getMessage();
    }

    @Test
    void rowsBeforeABadOneCanBeHad() {
        assertEquals(8, stage.setBatch(1000).transform(goodAndBad(1)).limit(8).collectAsList().size());
    }

    @Test
    void columnsStayTheOnesTheyWere() {
        List<Tensor> maps = runs();
        Dataset<Row> table = TestMaps.table(spark, maps, 2).as("t");
        Dataset<Row> larger = stage.setBatch(3).transform(table);
        List<Row> all = larger.collectAsList();
        assertEquals(all, larger.select(table.col("id"), functions.col("t.map"), larger.col("y")).collectAsList());
        assertEquals(1, larger.where(table.col("id").equalTo(5)).count());
        assertEquals(1, larger.select("y").where(functions.col("id").equalTo(5)).count());
        assertEquals(all.getLast().<Row>getAs("y"),
                larger.select("y").orderBy(functions.col("t.id").multiply(-1)).first().getStruct(0));
        String message = assertThrows(AnalysisException.class,
                () -> larger.where(functions.col("none").equalTo(5)).count()).getMessage();
        assertTrue(message.contains("`none` cannot be resolved"), message);
        assertEquals(maps.size(), larger.count());
        assertEquals(maps.size(), larger.where("y.shape[1] > 1 or y is not null").select("id").collectAsList().size());
    }

    @Test
    void joinsWithItselfAndWithTheTableThatWasRead() {
        List<Tensor> maps = runs();
        Dataset<Row> table = TestMaps.table(spark, maps, 2);
        Dataset<Row> larger = stage.setBatch(3).transform(table);
        Dataset<Row> twice = larger.as("a").hint("merge").join(larger.as("b"), functions.expr("a.id = b.id"));
        for (Dataset<Row> joined : List.of(twice.select("a.id", "b.y"), twice.select("b.id", "a.y"),
                table.join(larger, "id").select("id", "y"), larger.join(table, "id").select("id", "y"))) {
            TestMaps.assertUpsampled(maps, layer, joined.orderBy("id").collectAsList());
        }
    }

    @Test
    void aStageBehindABatchIsOneOperatorOfThePlan() {
        Dataset<Row> larger = stage.setBatch(3).transform(goodAndBad(1));
        for (Dataset<Row> use : List.of(larger.where("y is not null"), larger.where("id = 1"),
                larger.select("y.shape", "y.data"), larger.where("y.shape[0] = 8").select("y.data", "id"))) {
            String plan = use.queryExecution().optimizedPlan().toString();
            assertEquals(1, plan.split("MapPartitions dysample\\(batch 3\\)", -1).length - 1, plan);
        }
    }

    @Test
    void aMillionRowsAreAPlanUntilSomeAreWanted() {
        Dataset<Row> table = spark.range(1_000_000).withColumn("map", functions.expr(
                "if(id < 20, struct(array(4, 1, 1) as shape, array_repeat(cast(id as float), 4) as data),"
                        + " raise_error('a row that nobody wants'))"));
        Dataset<Row> plan = stage.setBatch(10).transform(table.coalesce(1));
        assertEquals(2, plan.select("y.*").columns().length);
        assertEquals(11, plan.limit(11).collectAsList().size());
    }

    @Test
    void aBatchEndsBeforeTheTensorIsTooLarge() {
        DySampleConfig config = new DySampleConfig(4, 2, 1, Style.LP, false);
        assertTrue(LayerInput.fits(config, 1, 4, 10_000, 10_000));
        assertFalse(LayerInput.fits(config, 2, 4, 10_000, 10_000));
        assertTrue(LayerInput.fits(config, 134_217_727, 4, 1, 1));
        assertFalse(LayerInput.fits(config, 134_217_728, 4, 1, 1));
        assertFalse(LayerInput.fits(config, 1L << 32, 4, 1, 1));
    }

    @Test
    void aBatchIsReadUntilItIsFullOrTheShapeIsAnother() {
        List<InternalRow> rows = new ArrayList<>();
        for (int height : new int[] {1, 1, 1, 1, 2, 2}) {
            rows.add(new GenericInternalRow(new Object[] {
                new GenericInternalRow(new Object[] {
                    UnsafeArrayData.fromPrimitiveArray(new int[] {CHANNELS, height, 1}),
                    UnsafeArrayData.fromPrimitiveArray(new float[CHANNELS * height])})}));
        }
        assertEquals(List.of(3, 3, 3, 5, 6, 6), read(rows, 3));
        assertEquals(List.of(5, 5, 5, 5, 6, 6), read(rows, 100));
        rows.add(1, new GenericInternalRow(new Object[] {null}));
        assertEquals(List.of(3, 3, 3, 6, 6, 7, 7), read(rows, 3));
    }

    /** {@return how many rows were read when each result came} */
    private List<Integer> read(List<InternalRow> rows, int batch) {
        SharedLayer shared = new SharedLayer(TestLayers.weights(CHANNELS, 4, 1), "scalar", 1);
        BatchFunction function = new BatchFunction(new BatchWork(
                JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(shared), ColumnKind.MAP, 0,
                InvalidRows.ERROR, batch));
        AtomicInteger read = new AtomicInteger();
        var results = function.apply(CollectionConverters.asScala(
                rows.stream().<Object>map(row -> {
                    read.incrementAndGet();
                    return row;
                }).iterator()));
        List<Integer> numbers = new ArrayList<>();
        while (results.hasNext()) {
            results.next();
            numbers.add(read.get());
        }
        return numbers;
    }

    @Test
    void cellsOfOneShapeAreOneCall() {
        SplittableRandom random = new SplittableRandom(6);
        List<NpyCell> cells = new ArrayList<>();
        for (int n = 1; n <= 3; n++) {
            cells.add(new NpyCell(false, TestMaps.map(random, n, CHANNELS, 3, 2)));
        }
        assertEquals(6, new LayerCall().forward(cells, layer).n());
    }

    @Test
    void aBatchHasAtLeastOneRow() {
        assertEquals(1, stage.getBatch());
        String message = assertThrows(IllegalArgumentException.class, () -> stage.setBatch(0)).getMessage();
        assertTrue(message.contains("batch given invalid value 0"), message);
    }
}
