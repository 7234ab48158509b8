package io.github.dysample.spark;

import static io.github.dysample.spark.TestMaps.assertUpsampled;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.DySample;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two executors in JVMs of their own. */
class ClusterTest {
    private static final int CHANNELS = 8;

    private static SparkSession spark;
    private static JavaSparkContext context;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws IOException {
        spark = Sessions.cluster();
        context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    private DySampleTransformer stage(DySampleWeights weights) {
        return new DySampleTransformer()
                .setWeights(TestLayers.file(folder, "layer.safetensors", weights))
                .setInputCol("map")
                .setOutputCol("y");
    }

    @Test
    void mapsOfMixedSizesHaveTheBitsOfTheLibrary() {
        DySampleWeights weights = TestLayers.weights(CHANNELS, 4, 1);
        List<Tensor> maps = TestMaps.mixed(500, CHANNELS, 24, 2);
        assertUpsampled(maps, DySample.of(weights, "scalar"),
                stage(weights).transform(TestMaps.table(spark, maps, 16)).orderBy("id").collectAsList());
    }

    @Test
    void anExecutorHasOneLayerForAllItsTasks() {
        Broadcast<SharedLayer> shared =
                context.broadcast(new SharedLayer(TestLayers.weights(CHANNELS, 4, 1), "", 1));
        Map<Long, Set<Integer>> layers = new HashMap<>();
        for (int round = 0; round < 3; round++) {
            List<long[]> seen = context.parallelize(Collections.nCopies(20, 0), 20)
                    .map(_ -> new long[] {
                        ProcessHandle.current().pid(), System.identityHashCode(shared.value().layer())})
                    .collect();
            seen.forEach(pair -> layers.computeIfAbsent(pair[0], _ -> new HashSet<>()).add((int) pair[1]));
        }
        layers.values().forEach(ofExecutor -> assertEquals(1, ofExecutor.size()));
        assertTrue(layers.keySet().stream().noneMatch(pid -> pid == ProcessHandle.current().pid()));
    }

    @Test
    void anExecutorThatEndsLosesNothing() throws Exception {
        DySampleWeights weights = TestLayers.weights(CHANNELS, 4, 3);
        List<Tensor> maps = TestMaps.mixed(60, CHANNELS, 150, 4);
        Set<Long> before = new HashSet<>(Sessions.executors().map(ProcessHandle::pid).toList());
        assertEquals(2, before.size());
        CompletableFuture<List<Row>> job = CompletableFuture.supplyAsync(() ->
                stage(weights).transform(TestMaps.table(spark, maps, 60)).orderBy("id").collectAsList());
        int done = 0;
        while (done < 5) {
            assertTrue(!job.isDone(), "the job was over before an executor could be ended");
            done = 0;
            for (int stage : context.statusTracker().getActiveStageIds()) {
                var info = context.statusTracker().getStageInfo(stage);
                done += info == null ? 0 : info.numCompletedTasks();
            }
            Thread.sleep(5);
        }
        Sessions.executors().findFirst().orElseThrow().destroyForcibly();
        assertUpsampled(maps, DySample.of(weights, "scalar"), job.get(5, TimeUnit.MINUTES));
    }

    /** A layer takes 12 MB of each executor; the last seventeen, if they were kept, would take 400 of both. */
    @Test
    void twentyJobsWithTwentyLayersTakeNoMoreMemoryThanThree() throws Exception {
        Tensor map = Tensor.zeros(1, 1024, 2, 2);
        List<Tensor> maps = Collections.nCopies(8, map);
        long[] used = new long[20];
        for (int job = 0; job < used.length; job++) {
            DySampleWeights weights = TestLayers.weights(1024, 64, job);
            assertEquals(8, stage(weights).transform(TestMaps.table(spark, maps, 8)).select("y").collectAsList()
                    .size());
            if (job == 2 || job == used.length - 1) {
                used[job] = usedByExecutors();
            }
        }
        long allowed = used[2] + 100 * (1L << 20);
        for (int i = 0; i < 20 && used[19] > allowed; i++) { // Spark frees what the driver's collector has found
            System.gc();
            Thread.sleep(500);
            used[19] = usedByExecutors();
        }
        assertTrue(used[19] <= allowed, used[2] + " bytes after 3 jobs, " + used[19] + " after 20");
    }

    /** {@return the bytes in use in all executors after their collectors have run} */
    private static long usedByExecutors() {
        System.gc();
        Map<Long, Long> used = new HashMap<>();
        List<Integer> tasks = new ArrayList<>(Collections.nCopies(8, 0));
        context.parallelize(tasks, tasks.size()).map(_ -> {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            Thread.sleep(100);
            return new long[] {ProcessHandle.current().pid(), runtime.totalMemory() - runtime.freeMemory()};
        }).collect().forEach(pair -> used.put(pair[0], pair[1]));
        return used.values().stream().mapToLong(Long::longValue).sum();
    }
}
