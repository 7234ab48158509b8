package io.github.dysample.spark;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.io.Checkpoints;
import io.github.dysample.io.DySampleLayers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Measures rows a second of the transformer by the rows of a call, for small maps. Rows are in memory as Spark's own;
 * results are computed and thrown away. It prints a table; docs/spark.md says how it is started.
 */
public final class BatchCost {
    private static final int ROWS = 1024;
    private static final int ROUNDS = 5;
    private static final double WARM_SECONDS = 1.2;
    private static final int[] BATCHES = {1, 8, 64};

    private BatchCost() {}

    /** Measures and prints; there are no arguments. */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createTempDirectory("dysample-cost");
        System.out.println("| map | threads | batch 1 | 8 | 64 |\n|---|--:|--:|--:|--:|");
        try (SparkSession spark = SparkSession.builder().config("spark.ui.enabled", false).getOrCreate()) {
            for (int[] shape : new int[][] {{512, 7, 7}, {64, 16, 16}, {8, 1, 1}}) {
                Path weights = folder.resolve(shape[0] + ".safetensors");
                Checkpoints.write(weights, DySampleLayers.toStateDict("", DySampleWeights.initial(
                        new DySampleConfig(shape[0], 2, 4, Style.LP, false), 0)));
                Dataset<Row> maps = maps(spark, shape);
                for (int threads = 1; threads <= 2; threads++) {
                    System.out.println(line(shape, threads, maps, weights));
                }
            }
        }
    }

    private static Dataset<Row> maps(SparkSession spark, int[] shape) {
        String data = "transform(sequence(1, %d), i -> cast(sin(i * id) as float))"
                .formatted(shape[0] * shape[1] * shape[2]);
        return spark.range(0, ROWS, 1, 1)
                .select(functions.expr("struct(array(%d, %d, %d) as shape, %s as data) as x"
                        .formatted(shape[0], shape[1], shape[2], data)))
                .localCheckpoint();
    }

    private static String line(int[] shape, int threads, Dataset<Row> maps, Path weights) {
        StringBuilder line = new StringBuilder("| (%d, %d, %d) | %d |".formatted(
                shape[0], shape[1], shape[2], threads));
        for (int batch : BATCHES) {
            Dataset<Row> larger = new DySampleTransformer()
                    .setWeights(weights.toString())
                    .setInputCol("x")
                    .setOutputCol("y")
                    .setThreads(threads)
                    .setBatch(batch)
                    .transform(maps)
                    .select("y");
            line.append(String.format(Locale.ROOT, " %.0f |", rate(larger)));
        }
        return line.toString();
    }

    private static double rate(Dataset<Row> rows) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < WARM_SECONDS * 1e9) {
            run(rows);
        }
        double[] rates = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long begin = System.nanoTime();
            run(rows);
            rates[round] = ROWS / ((System.nanoTime() - begin) / 1e9);
        }
        Arrays.sort(rates);
        return rates[ROUNDS / 2];
    }

    private static void run(Dataset<Row> rows) {
        rows.write().format("noop").mode("overwrite").save();
    }
}
