package io.github.dysample.spark;

import io.github.dysample.DySampleWeights;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** Runs a plan for a folder on the cluster. */
final class FolderUpsampling {
    /** In the folder for results; the name is hidden from whoever lists data. */
    static final String TEMPORARY = "_dysample";

    private final JavaSparkContext spark;
    private final SharedLayer layer;

    FolderUpsampling(SparkSession session, DySampleWeights weights, String backend) {
        spark = JavaSparkContext.fromSparkContext(session.sparkContext());
        // A task owns as many cores as the cluster gives it.
        layer = new SharedLayer(weights, backend, spark.getConf().getInt("spark.task.cpus", 1));
    }

    FolderSummary run(FolderPlan plan) throws IOException {
        long start = System.nanoTime();
        if (plan.todo().isEmpty()) {
            return FolderSummary.of(plan, List.of(), 0);
        }
        Configuration hadoop = spark.hadoopConfiguration();
        FileSystem target = HadoopFiles.of(plan.out(), hadoop);
        Path temporary = new Path(plan.out(), TEMPORARY);
        // What a job left that was killed.
        target.delete(temporary, true);
        Broadcast<SharedLayer> sharedLayer = spark.broadcast(layer);
        Broadcast<SerializableConfiguration> settings = spark.broadcast(new SerializableConfiguration(hadoop));
        try {
            List<List<FolderFile>> tasks = TaskCut.of(plan.todo(), FolderFile::bytes, spark.defaultParallelism());
            String ofThisJob = new Path(temporary, UUID.randomUUID().toString()).toString();
            List<TaskOutcome> outcomes = spark.parallelize(tasks, tasks.size())
                    .map(new FolderTask(sharedLayer, settings, ofThisJob))
                    .collect();
            return FolderSummary.of(plan, outcomes, (System.nanoTime() - start) / 1e9);
        } finally {
            target.delete(temporary, true);
            sharedLayer.destroy();
            settings.destroy();
        }
    }
}
