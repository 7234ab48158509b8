package io.github.dysample.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.dysample.DySample;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.ml.image.ImageSchema;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PicturesTest {
    private static final int HEIGHT = 13;
    private static final int WIDTH = 9;

    @TempDir
    private Path folder;

    private SparkSession spark;

    @BeforeEach
    void start() {
        spark = Sessions.local();
    }

    private DySampleTransformer stage(DySampleWeights weights) {
        return new DySampleTransformer()
                .setWeights(TestLayers.file(folder, weights.config().channels() + ".npz", weights))
                .setInputCol("image")
                .setOutputCol("y");
    }

    private static Row picture(int channels, int mode, byte[] data) {
        return RowFactory.create("file:/some.png", HEIGHT, WIDTH, channels, mode, data);
    }

    private List<Row> upsampled(DySampleTransformer stage, List<Row> pictures) {
        List<Row> rows = new ArrayList<>();
        pictures.forEach(picture -> rows.add(RowFactory.create(picture)));
        Dataset<Row> table = spark.createDataFrame(rows, ImageSchema.imageSchema()).repartition(1);
        return stage.transform(table).select("y.*").collectAsList();
    }

    private static byte[] noise(int length) {
        SplittableRandom random = new SplittableRandom(11);
        byte[] data = new byte[length];
        random.nextBytes(data);
        return data;
    }

    @Test
    void greyPicturesAreOneChannelFromZeroToOne() {
        DySampleWeights weights = TestLayers.weights(1, 1, 1);
        byte[] data = noise(HEIGHT * WIDTH);
        Row y = upsampled(stage(weights), List.of(picture(1, 0, data))).getFirst();
        Tensor x = Tensor.zeros(1, 1, HEIGHT, WIDTH);
        for (int i = 0; i < data.length; i++) {
            x.data()[i] = (data[i] & 255) / 255f;
        }
        assertPicture(1, 0, DySample.of(weights).forward(x), y);
    }

    @Test
    void coloursAreRedGreenBlueInTheLayer() {
        DySampleWeights weights = TestLayers.weights(3, 1, 2);
        byte[] data = noise(HEIGHT * WIDTH * 3);
        Row y = upsampled(stage(weights), List.of(picture(3, 16, data))).getFirst();
        assertPicture(3, 16, DySample.of(weights).forward(redGreenBlue(data, 3)), y);
    }

    @Test
    void coloursAreWeightedByAlphaInTheLayer() {
        DySampleWeights weights = TestLayers.weights(4, 2, 3);
        byte[] data = noise(HEIGHT * WIDTH * 4);
        Row y = upsampled(stage(weights), List.of(picture(4, 24, data))).getFirst();
        Tensor x = redGreenBlue(data, 4);
        for (int i = 0; i < 3 * HEIGHT * WIDTH; i++) {
            x.data()[i] *= x.data()[3 * HEIGHT * WIDTH + i % (HEIGHT * WIDTH)];
        }
        Tensor expected = DySample.of(weights).forward(x);
        int pixels = 4 * HEIGHT * WIDTH;
        for (int i = 0; i < 3 * pixels; i++) {
            float alpha = expected.data()[3 * pixels + i % pixels];
            expected.data()[i] = alpha <= 0 ? 0 : expected.data()[i] / alpha;
        }
        assertPicture(4, 24, expected, y);
    }

    @Test
    void filesThatTheDataSourceReads() throws Exception {
        Path pictures = Files.createDirectory(folder.resolve("pictures"));
        Files.copy(Path.of("..", "testdata", "demo", "chelsea.png"), pictures.resolve("chelsea.png"));
        Files.writeString(pictures.resolve("broken.png"), "no picture");
        Dataset<Row> table = spark.read().format("image").option("dropInvalid", false).load(pictures.toString());
        List<Row> rows = stage(TestLayers.weights(3, 1, 4))
                .setHandleInvalid("keep")
                .setErrorCol("why")
                .transform(table)
                .selectExpr("image.height", "y.height", "y.origin = image.origin", "why")
                .orderBy("why")
                .collectAsList();
        assertEquals(2, rows.size());
        assertEquals(2 * rows.getFirst().getInt(0), rows.getFirst().getInt(1));
        assertEquals(true, rows.getFirst().get(2));
        assertEquals("the picture was not decoded (mode -1): its file is damaged or no picture",
                rows.getLast().get(3));
    }

    private static Tensor redGreenBlue(byte[] data, int channels) {
        Tensor x = Tensor.zeros(1, channels, HEIGHT, WIDTH);
        for (int i = 0; i < HEIGHT * WIDTH; i++) {
            for (int c = 0; c < channels; c++) {
                int place = c == 3 ? 3 : 2 - c;
                x.data()[c * HEIGHT * WIDTH + i] = (data[i * channels + place] & 255) / 255f;
            }
        }
        return x;
    }

    private static void assertPicture(int channels, int mode, Tensor expected, Row y) {
        assertEquals("file:/some.png", y.<String>getAs("origin"));
        assertEquals(2 * HEIGHT, y.<Integer>getAs("height"));
        assertEquals(2 * WIDTH, y.<Integer>getAs("width"));
        assertEquals(channels, y.<Integer>getAs("nChannels"));
        assertEquals(mode, y.<Integer>getAs("mode"));
        int pixels = 4 * HEIGHT * WIDTH;
        byte[] bytes = new byte[channels * pixels];
        for (int i = 0; i < pixels; i++) {
            for (int c = 0; c < channels; c++) {
                int place = channels == 1 || c == 3 ? c : 2 - c;
                float value = Math.clamp(expected.data()[c * pixels + i], 0f, 1f);
                bytes[i * channels + place] = (byte) Math.round(255 * value);
            }
        }
        assertArrayEquals(bytes, y.<byte[]>getAs("data"));
    }
}
