package io.github.dysample.spark;

import static io.github.dysample.spark.TestMaps.assertUpsampled;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.dysample.DySample;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MapsTest {
    private static final int CHANNELS = 8;

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
                .setPrefix("up")
                .setInputCol("map")
                .setOutputCol("y");
    }

    private List<Row> upsampled(Dataset<Row> table) {
        return stage.transform(table).orderBy("id").collectAsList();
    }

    @Test
    void mapsOfMixedSizesHaveTheBitsOfTheLibrary() {
        List<Tensor> maps = TestMaps.mixed(500, CHANNELS, 24, 2);
        assertUpsampled(maps, layer, upsampled(TestMaps.table(spark, maps, 7)));
    }

    @Test
    void onePartitionWithAlmostAllTheWork() {
        List<Tensor> maps = TestMaps.mixed(60, CHANNELS, 3, 3);
        maps.set(59, TestMaps.map(new SplittableRandom(4), 1, CHANNELS, 300, 200));
        assertUpsampled(maps, layer, upsampled(TestMaps.table(spark, maps, 6)));
    }

    @Test
    void tenThousandTinyRows() {
        List<Tensor> maps = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 10_000; i++) {
            maps.add(TestMaps.map(random, 1, CHANNELS, 1, 1));
        }
        assertUpsampled(maps, layer, upsampled(TestMaps.table(spark, maps, 4)));
    }

    @Test
    void aLocalTableAndSeveralThreads() {
        List<Tensor> maps = TestMaps.mixed(20, CHANNELS, 40, 6);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < maps.size(); i++) {
            rows.add(RowFactory.create(i, TestMaps.cell(maps.get(i))));
        }
        stage.setThreads(3);
        assertUpsampled(maps, layer, upsampled(spark.createDataFrame(rows, TestMaps.TABLE)));
    }

    @Test
    void everyBackendByItsName() {
        List<Tensor> maps = TestMaps.mixed(10, CHANNELS, 40, 7);
        for (String backend : List.of("scalar", "vector")) {
            stage.setBackend(backend);
            assertUpsampled(maps, layer, upsampled(TestMaps.table(spark, maps, 2)));
        }
    }

    @Test
    void nullStaysNullAndSoDoTheOtherColumns() {
        Tensor map = TestMaps.mixed(1, CHANNELS, 4, 8).getFirst();
        List<Row> rows = upsampled(TestMaps.ofRows(spark,
                List.of(RowFactory.create(0, null), RowFactory.create(1, TestMaps.cell(map))), 1));
        assertNull(rows.getFirst().getAs("y"));
        assertNull(rows.getFirst().getAs("map"));
        assertEquals(rows.getLast().getStruct(1).getList(1).size(), map.data().length);
        assertEquals(4 * map.data().length, rows.getLast().<Row>getAs("y").getList(1).size());
    }

    @Test
    void aMillionRowsAreAPlanUntilSomeAreWanted() {
        AtomicInteger jobs = new AtomicInteger();
        SparkListener listener = new SparkListener() {
            @Override
            public void onJobStart(SparkListenerJobStart job) {
                jobs.incrementAndGet();
            }
        };
        spark.sparkContext().addSparkListener(listener);
        Dataset<Row> table = spark.range(1_000_000).withColumn("map", functions.struct(
                functions.array(functions.lit(CHANNELS), functions.lit(100), functions.lit(100)).as("shape"),
                functions.array_repeat(functions.col("id").cast("float"), CHANNELS * 100 * 100).as("data")));
        Dataset<Row> plan = stage.transform(table);
        assertEquals(2, plan.select("y.*").columns().length);
        assertEquals(0, jobs.get());
        assertEquals(200, plan.limit(1).collectAsList().getFirst().<Row>getAs("y").getList(0).get(2));
        assertEquals(1, jobs.get());
        spark.sparkContext().removeSparkListener(listener);
    }

    @Test
    void eachCellIsComputedOnceAlsoWhereTheResultIsFiltered() {
        Dataset<Row> table = stage.transform(TestMaps.table(spark, TestMaps.mixed(1, CHANNELS, 4, 8), 1));
        for (Dataset<Row> use : List.of(table.where("y is not null"), table.where("id = 1"),
                table.select("y.shape", "y.data"), table.where("y.shape[0] = 8").select("y.data", "id"))) {
            String plan = use.queryExecution().optimizedPlan().toString();
            assertEquals(1, plan.split("\\(dysample,", -1).length - 1, plan);
        }
    }
}
