package io.github.dysample.spark;

import io.github.dysample.DySample;
import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import io.github.dysample.io.Checkpoints;
import io.github.dysample.io.DySampleLayers;
import io.github.dysample.io.internal.picture.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Measures rows a second of the transformer, over a plain loop of the library on two cores. Rows are in the memory of
 * the executors, once as Spark's own rows, as a local checkpoint keeps them, and once in its cache, which stores them
 * by columns; results are computed and thrown away. It prints a table; docs/spark.md says how it is started.
 */
public final class SparkCost {
    private static final int DISTINCT = 16;
    private static final int ROUNDS = 5;
    private static final int BGR = 16; // as Spark numbers it
    private static final double WARM_SECONDS = 4;
    private static final int FEW = 8;

    /** Tasks that read all rows in memory once, if the command line does not say. */
    private static final int TASKS = 8;

    /** A job reads the rows in memory so often: its beginning is to cost little of the whole. */
    private static final int TIMES = 4;

    /** What a row holds. */
    private enum Kind {
        MAP("map (64, 64, 64)", 64, 64, 32),
        PICTURE("picture 512×512, 8-bit BGR", 3, 512, 6);

        private final String title;
        private final int channels;
        private final int side;
        private final int copies;

        Kind(String title, int channels, int side, int copies) {
            this.title = title;
            this.channels = channels;
            this.side = side;
            this.copies = copies;
        }

        DySampleWeights weights() {
            int groups = channels % 4 == 0 ? 4 : 1;
            return DySampleWeights.initial(new DySampleConfig(channels, 2, groups, Style.LP, false), 0);
        }

        int rows() {
            return DISTINCT * copies * TIMES;
        }

        int elements() {
            return channels * side * side;
        }
    }

    private final Kind kind;
    private final int tasks;
    private final Path weights;
    private final Path rows;
    private final DySample layer;
    private final float[][] maps;
    private final byte[][] pictures;
    private final UnsafeArrayData[] arrays;

    private SparkCost(Kind kind, int tasks, Path folder) throws IOException {
        this.kind = kind;
        this.tasks = tasks;
        weights = folder.resolve(kind + ".safetensors");
        rows = folder.resolve(kind + ".parquet");
        layer = DySample.of(kind.weights());
        maps = kind == Kind.MAP ? maps() : null;
        pictures = kind == Kind.PICTURE ? pictures() : null;
        arrays = kind == Kind.MAP
                ? Arrays.stream(maps).map(UnsafeArrayData::fromPrimitiveArray).toArray(UnsafeArrayData[]::new)
                : null;
        Checkpoints.write(weights, DySampleLayers.toStateDict("", kind.weights()));
    }

    /**
     * Measures and prints.
     *
     * @param args MAP, PICTURE or nothing for both, and behind one of them how many tasks read all rows once
     */
    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        int tasks = args.length == 2 ? Integer.parseInt(args[1]) : TASKS;
        Path folder = Files.createTempDirectory("dysample-cost");
        System.out.println("| row | plain loop, 2 threads | what a task calls, 2 threads | rows as they are: read |"
                + " upsampled | of the loop | cached: read | upsampled | of the loop | a job of 8 rows |");
        System.out.println("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        for (Kind kind : Kind.values()) {
            if (args.length == 0 || Arrays.asList(args).contains(kind.name())) {
                System.out.println(new SparkCost(kind, tasks, folder).line());
            }
        }
    }

    private String line() throws IOException, InterruptedException, ExecutionException {
        double[] loop = new double[ROUNDS];
        double[] cells = new double[ROUNDS];
        double[] few = new double[ROUNDS];
        double[][] read = new double[2][ROUNDS];
        double[][] upsampled = new double[2][ROUNDS];
        try (SparkSession spark = SparkSession.builder().config("spark.ui.enabled", false).getOrCreate();
                ExecutorService pool = Executors.newFixedThreadPool(2)) {
            write(spark);
            Dataset<Row> stored = stored(spark);
            Dataset<Row> cached = stored.select("x").persist();
            cached.count();
            List<Dataset<Row>> rows = List.of(often(stored), often(cached));
            List<Dataset<Row>> larger = rows.stream().map(this::larger).toList();
            Dataset<Row> eight = larger(stored.limit(FEW).repartition(FEW).localCheckpoint());
            warm(() -> loop(pool, false));
            warm(() -> loop(pool, true));
            for (Dataset<Row> each : larger) {
                warm(() -> run(each));
            }
            for (int round = 0; round < ROUNDS; round++) {
                loop[round] = rate(() -> loop(pool, false));
                cells[round] = rate(() -> loop(pool, true));
                for (int source = 0; source < 2; source++) {
                    Dataset<Row> all = rows.get(source);
                    Dataset<Row> upsampling = larger.get(source);
                    read[source][round] = rate(() -> run(all));
                    upsampled[source][round] = rate(() -> run(upsampling));
                }
                few[round] = rate(() -> run(eight));
            }
        }
        double plain = median(loop);
        return String.format(Locale.ROOT,
                "| %s | %.0f | %.0f | %.0f | %.0f | **%.2f** | %.0f | %.0f | **%.2f** | %.0f ms |",
                kind.title, plain, median(cells),
                median(read[0]), median(upsampled[0]), median(upsampled[0]) / plain,
                median(read[1]), median(upsampled[1]), median(upsampled[1]) / plain,
                1e3 * kind.rows() / median(few));
    }

    private interface Work {
        void run() throws InterruptedException, ExecutionException;
    }

    /** Until the compiler of the JVM has done its work. */
    private static void warm(Work work) throws InterruptedException, ExecutionException {
        long start = System.nanoTime();
        while (System.nanoTime() - start < WARM_SECONDS * 1e9) {
            work.run();
        }
    }

    private double rate(Work work) throws InterruptedException, ExecutionException {
        long start = System.nanoTime();
        work.run();
        return kind.rows() / ((System.nanoTime() - start) / 1e9);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** Two threads, each with calls and tensors of its own, or with what a task of Spark calls for each row. */
    private void loop(ExecutorService pool, boolean cells) throws InterruptedException, ExecutionException {
        List<Future<?>> threads = new ArrayList<>();
        for (int thread = 0; thread < 2; thread++) {
            threads.add(pool.submit(cells ? this::halfOfCells : this::half));
        }
        for (Future<?> each : threads) {
            each.get();
        }
    }

    private void half() {
        Tensor x = Tensor.zeros(1, kind.channels, kind.side, kind.side);
        Tensor y = layer.config().newOutput(x);
        for (int i = 0; i < kind.rows() / 2; i++) {
            if (kind == Kind.MAP) {
                layer.forward(Tensor.of(maps[i % DISTINCT], 1, kind.channels, kind.side, kind.side), y);
            } else {
                read(pictures[i % DISTINCT], x);
                layer.forward(x, y);
                written(y);
            }
        }
    }

    private void halfOfCells() {
        try {
            SingleCells cells = new SingleCells(kind == Kind.MAP ? ColumnKind.MAP : ColumnKind.PICTURE);
            for (int i = 0; i < kind.rows() / 2; i++) {
                cells.upsample(new GenericInternalRow(new Object[] {cell(i % DISTINCT)}), layer);
            }
        } catch (BadRowException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private InternalRow cell(int number) {
        Object[] fields = kind == Kind.MAP
                ? new Object[] {
                    UnsafeArrayData.fromPrimitiveArray(new int[] {kind.channels, kind.side, kind.side}), arrays[number]}
                : new Object[] {
                    UTF8String.fromString(""), kind.side, kind.side, kind.channels, BGR, pictures[number]};
        return new GenericInternalRow(fields);
    }

    private static void read(byte[] picture, Tensor x) {
        int pixels = x.h() * x.w();
        for (int channel = 0; channel < x.c(); channel++) {
            for (int i = 0; i < pixels; i++) {
                int sample = Byte.toUnsignedInt(picture[i * x.c() + x.c() - 1 - channel]);
                x.data()[channel * pixels + i] = Samples.value(sample, 255);
            }
        }
    }

    private static byte[] written(Tensor y) {
        byte[] picture = new byte[y.data().length];
        int pixels = y.h() * y.w();
        for (int channel = 0; channel < y.c(); channel++) {
            for (int i = 0; i < pixels; i++) {
                picture[i * y.c() + y.c() - 1 - channel] = (byte) Samples.of(y.data()[channel * pixels + i], 255);
            }
        }
        return picture;
    }

    private float[][] maps() {
        Random random = new Random(1);
        float[][] maps = new float[DISTINCT][kind.elements()];
        for (float[] map : maps) {
            for (int i = 0; i < map.length; i++) {
                map[i] = (float) random.nextGaussian();
            }
        }
        return maps;
    }

    private byte[][] pictures() {
        Random random = new Random(1);
        byte[][] pictures = new byte[DISTINCT][kind.elements()];
        for (byte[] picture : pictures) {
            random.nextBytes(picture);
        }
        return pictures;
    }

    private void write(SparkSession spark) {
        List<Row> all = new ArrayList<>();
        if (kind == Kind.MAP) {
            for (float[] map : maps) {
                Float[] boxed = new Float[map.length];
                Arrays.setAll(boxed, i -> map[i]);
                all.add(RowFactory.create(RowFactory.create(
                        new Integer[] {kind.channels, kind.side, kind.side}, boxed)));
            }
        } else {
            for (byte[] picture : pictures) {
                all.add(RowFactory.create(RowFactory.create("", kind.side, kind.side, kind.channels, BGR, picture)));
            }
        }
        StructType schema = StructType.fromDDL(kind == Kind.MAP
                ? "x struct<shape:array<int>,data:array<float>>"
                : "x struct<origin:string,height:int,width:int,nChannels:int,mode:int,data:binary>");
        spark.createDataFrame(all, schema).repartition(2).write().parquet(rows.toString());
    }

    /** The rows in the memory of the executors, in tasks of some length. */
    private Dataset<Row> stored(SparkSession spark) {
        return spark.read().parquet(rows.toString())
                .crossJoin(spark.range(kind.copies))
                .select("x")
                .repartition(tasks)
                .localCheckpoint();
    }

    private static Dataset<Row> often(Dataset<Row> rows) {
        Dataset<Row> all = rows;
        for (int i = 1; i < TIMES; i++) {
            all = all.union(rows);
        }
        return all;
    }

    private Dataset<Row> larger(Dataset<Row> all) {
        return new DySampleTransformer()
                .setWeights(weights.toString())
                .setInputCol("x")
                .setOutputCol("y")
                .transform(all)
                .select("y");
    }

    private static void run(Dataset<Row> rows) {
        rows.write().format("noop").mode("overwrite").save();
    }
}
