package io.github.dysample.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.image.ImageSchema;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InvalidRowsTest {
    /** The image struct, with nulls allowed in it, as a table that was written and read again has them. */
    private static final StructType PICTURE = new StructType()
            .add("origin", DataTypes.StringType)
            .add("height", DataTypes.IntegerType)
            .add("width", DataTypes.IntegerType)
            .add("nChannels", DataTypes.IntegerType)
            .add("mode", DataTypes.IntegerType)
            .add("data", DataTypes.BinaryType);

    @TempDir
    private Path folder;

    private SparkSession spark;
    private DySampleTransformer stage;

    @BeforeEach
    void start() {
        spark = Sessions.local();
        stage = new DySampleTransformer()
                .setWeights(TestLayers.file(folder, "layer.npz", TestLayers.weights(4, 2, 1)))
                .setInputCol("map")
                .setOutputCol("y")
                .setErrorCol("why");
    }

    private static Row map(int[] shape, Float... data) {
        return RowFactory.create(shape, data);
    }

    private static Float[] zeros(int length) {
        Float[] zeros = new Float[length];
        Arrays.fill(zeros, 0f);
        return zeros;
    }

    private Dataset<Row> goodAndBad() {
        return TestMaps.ofRows(spark, List.of(
                RowFactory.create(0, map(new int[] {4, 1, 2}, zeros(8))),
                RowFactory.create(1, null),
                RowFactory.create(2, map(new int[] {4, 1, 2}, zeros(7))),
                RowFactory.create(3, map(new int[] {4, 2, 1}, zeros(8)))), 1);
    }

    @Test
    void aBadRowFailsWithItsNumberAndTheReason() {
        Dataset<Row> result = stage.transform(goodAndBad());
        Exception failure = assertThrows(Exception.class, result::collectAsList);
        assertTrue(messages(failure).contains("row 2 of partition 0 cannot be upsampled: the data have 7 elements, and"
                + " the shape [4, 1, 2] needs 8; setHandleInvalid(\"skip\")"), messages(failure));
    }

    @Test
    void badRowsAreLeftOut() {
        List<Row> rows = stage.setHandleInvalid("skip").transform(goodAndBad()).orderBy("id").collectAsList();
        assertEquals(List.of(0, 1, 3), rows.stream().map(row -> row.getInt(0)).toList());
        assertEquals(List.of("id", "map", "y"), List.of(rows.getFirst().schema().fieldNames()));
        assertNotNull(rows.getFirst().getAs("y"));
        assertNull(rows.get(1).getAs("y"));
    }

    @Test
    void skippingComputesEachCellOnce() {
        Dataset<Row> result = stage.setHandleInvalid("skip").transform(goodAndBad());
        String plan = result.queryExecution().optimizedPlan().toString();
        assertEquals(1, plan.split("\\(dysample,", -1).length - 1, plan);
    }

    @Test
    void badRowsAreKeptWithTheReason() {
        Dataset<Row> result = stage.setHandleInvalid("keep").transform(goodAndBad());
        assertEquals(stage.transformSchema(TestMaps.TABLE), result.schema());
        List<Row> rows = result.orderBy("id").collectAsList();
        assertEquals(4, rows.size());
        for (int i : new int[] {0, 1, 3}) {
            assertNull(rows.get(i).getAs("why"));
        }
        assertNull(rows.get(2).getAs("y"));
        assertEquals("the data have 7 elements, and the shape [4, 1, 2] needs 8", rows.get(2).<String>getAs("why"));
        assertNotNull(rows.get(3).getAs("y"));
    }

    @Test
    void eachFaultOfAMapIsNamed() {
        Float[] withNull = zeros(4 * 30);
        withNull[70] = null;
        assertReason("the shape of the map is null", RowFactory.create(null, zeros(8)));
        assertReason("the data of the map is null", RowFactory.create(new int[] {4, 1, 1}, null));
        assertReason("the shape has 2 dimensions, and a map has 3 (C, H, W) or 4 (N, C, H, W)",
                map(new int[] {4, 1}, zeros(4)));
        assertReason("element 1 of the shape is null", RowFactory.create(new Integer[] {4, null, 1}, zeros(4)));
        assertReason("element 70 of the data is null", map(new int[] {4, 5, 6}, withNull));
        assertReason("shape (1, 4, -1, -1) has a negative dimension", map(new int[] {4, -1, -1}, zeros(4)));
        assertReason("x has shape (1, 3, 1, 1), must have 4 channels", map(new int[] {3, 1, 1}, zeros(3)));
        assertReason("x has shape (1, 4, 0, 1), must have height and width of at least 1",
                map(new int[] {4, 0, 1}));
    }

    private void assertReason(String reason, Row cell) {
        assertReason(reason, TestMaps.MAP, cell);
    }

    private void assertReason(String reason, DataType type, Object cell) {
        Dataset<Row> table = spark.createDataFrame(
                List.of(RowFactory.create(cell)), new StructType().add("map", type));
        // Once in Spark's packed form, as a task has it, and once as a local table is computed.
        for (Dataset<Row> each : List.of(table.repartition(1), table)) {
            assertEquals(reason,
                    stage.setHandleInvalid("keep").transform(each).collectAsList().getFirst().<String>getAs("why"));
        }
    }

    @Test
    void eachFaultOfAPictureIsNamed() {
        assertReason("the picture's data is null", PICTURE,
                RowFactory.create("here", 1, 1, 4, 24, null));
        assertReason("the picture has mode 5, and those that can be read have 8 bits a sample: 0 (grey), 16 (BGR) or 24"
                + " (BGRA)", PICTURE, RowFactory.create("here", 1, 1, 1, 5, new byte[4]));
        assertReason("the picture says 1 × 2 pixels of 4 channels, mode 24 has 4, and its data have 7 bytes",
                PICTURE, RowFactory.create("here", 1, 2, 4, 24, new byte[7]));
        assertReason("the picture says 1 × 1 pixels of 3 channels, mode 24 has 4, and its data have 3 bytes",
                PICTURE, RowFactory.create("here", 1, 1, 3, 24, new byte[3]));
        assertReason("x has shape (1, 3, 1, 1), must have 4 channels",
                PICTURE, RowFactory.create("here", 1, 1, 3, 16, new byte[3]));
    }

    @Test
    void aBackendThatIsMissingIsNoBadRow() {
        Dataset<Row> result = stage.setHandleInvalid("skip").setBackend("abacus").transform(goodAndBad());
        Exception failure = assertThrows(Exception.class, result::collectAsList);
        assertTrue(messages(failure).contains("there is no backend \"abacus\", only "), messages(failure));
    }

    private static String messages(Throwable failure) {
        StringBuilder all = new StringBuilder();
        for (Throwable each = failure; each != null; each = each.getCause()) {
            all.append(each.getMessage()).append('\n');
        }
        return all.toString();
    }

    @Test
    void columnsAreCheckedBeforeAnythingIsRead() {
        StructType numbers = new StructType().add("map", DataTypes.createArrayType(DataTypes.DoubleType));
        stage.setWeights("/nowhere.pth");
        Dataset<Row> table = spark.createDataFrame(List.of(), numbers);
        String message = assertThrows(IllegalArgumentException.class, () -> stage.transform(table)).getMessage();
        assertEquals("column map is array<double>; one that can be upsampled is"
                + " struct<shape:array<int>,data:array<float>> (maps of shape C, H, W or N, C, H, W),"
                + " struct<origin:string,height:int,width:int,nChannels:int,mode:int,data:binary> (pictures as"
                + " spark.read.format(\"image\") has them), or binary (the contents of .npy files)", message);
        assertRefused("there is no column maps (inputCol), only id, map", stage.copy(stage.extractParamMap())
                .setInputCol("maps"));
        assertRefused("there is a column ID already; name another one for the output, or drop it first: id, map",
                stage.setOutputCol("ID"));
        assertRefused("spark: weights is not set: the checkpoint with the layer: .pth, .pt, .safetensors, .npz or"
                + " .onnx, on any file system that Hadoop knows", new DySampleTransformer("spark"));
    }

    private static void assertRefused(String message, DySampleTransformer stage) {
        assertEquals(message, assertThrows(
                IllegalArgumentException.class, () -> stage.transformSchema(TestMaps.TABLE)).getMessage());
    }

    @Test
    void aLayerOfManyChannelsMakesNoPicture() {
        stage.setWeights(TestLayers.file(folder, "wide.npz", TestLayers.weights(8, 2, 1)));
        Dataset<Row> table = spark.createDataFrame(
                List.of(), new StructType().add("map", ImageSchema.columnSchema()));
        String message = assertThrows(IllegalArgumentException.class, () -> stage.transform(table)).getMessage();
        assertTrue(message.startsWith("the layer makes 8 channels ("), message);
        assertTrue(message.endsWith("), and a picture has 1, 3 or 4: give the maps inside a network as"
                + " struct<shape:array<int>,data:array<float>>"), message);
    }
}
