package io.github.dysample.spark;

import io.github.dysample.verify.CaseResult;
import io.github.dysample.verify.PortedFolder;
import io.github.dysample.verify.Strictness;
import io.github.dysample.verify.SuiteResult;
import io.github.dysample.verify.Verification;
import io.github.dysample.verify.Verifier;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** Verifies a port on the cluster: what {@link Verifier} does in one thread, with the same result. */
final class SparkVerification {
    private final JavaSparkContext spark;
    private final SuiteFolders folders;
    private final Strictness strictness;

    SparkVerification(SparkSession session, SuiteFolders folders, Strictness strictness) {
        spark = JavaSparkContext.fromSparkContext(session.sparkContext());
        this.folders = folders;
        this.strictness = strictness;
    }

    Verification run() throws IOException {
        Configuration hadoop = spark.hadoopConfiguration();
        Broadcast<SerializableConfiguration> settings = spark.broadcast(new SerializableConfiguration(hadoop));
        try {
            return run(new CaseSource(
                    HadoopFiles.everywhere(folders.suite(), hadoop), HadoopFiles.everywhere(folders.port(), hadoop),
                    folders.cases().size() == 1, strictness, settings));
        } finally {
            settings.destroy();
        }
    }

    private Verification run(CaseSource source) throws IOException {
        long start = System.nanoTime();
        List<SuiteCase> checked = new ArrayList<>();
        List<CaseResult> results = new ArrayList<>();
        Set<String> strangers = new TreeSet<>();
        for (CaseOutcome outcome : outcomes(source)) {
            if (outcome.unreadable() != null) {
                throw new IOException(outcome.unreadable());
            }
            strangers.addAll(outcome.strangers());
            if (outcome.result() != null) {
                checked.add(folders.cases().get(outcome.number()));
                results.add(outcome.result());
            }
        }
        SuiteResult unexplained = new SuiteResult(folders.suite(), folders.port(), results, null, List.of(),
                (System.nanoTime() - start) / 1e9);
        return Verifier.conclude(
                unexplained, strictness, new ClusterTrials(spark, source, checked), remarks(results, strangers));
    }

    /** In the order of the suite. */
    private List<CaseOutcome> outcomes(CaseSource source) {
        List<List<SuiteCase>> tasks = TaskCut.of(folders.cases(), SuiteCase::bytes, spark.defaultParallelism());
        return spark.parallelize(tasks, tasks.size()).map(new CheckTask(source)).collect().stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparingInt(CaseOutcome::number))
                .toList();
    }

    private List<String> remarks(List<CaseResult> results, Set<String> strangers) throws IOException {
        Configuration hadoop = spark.hadoopConfiguration();
        List<String> missing = results.stream()
                .filter(CaseResult::isMissing)
                .map(each -> each.record().name())
                .toList();
        return new PortedFolder(folders.port(), folders.entries(hadoop), strangers, folders.isPortSuite(hadoop))
                .remarks(folders.names(), missing);
    }
}
