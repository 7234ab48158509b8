package io.github.dysample.spark;

import io.github.dysample.cli.ForeignCommand;
import io.github.dysample.cli.StrictnessOptions;
import io.github.dysample.verify.SuiteResult;
import io.github.dysample.verify.Verification;
import io.github.dysample.verify.internal.text.Printable;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A job for {@code spark-submit}: {@code dysample verify} with the cases of the suite spread over a cluster. */
@Command(
        name = "VerifyJob",
        description = {
            "Check a port against golden cases, stage by stage, and say where and how it went wrong: as"
                    + " `dysample verify`, on a cluster.",
            "Both folders may be on any file system that Hadoop knows. Each case is read, checked and compared with"
                    + " known mistakes by one task."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all cases pass",
            "1:a mismatch, or a case is missing",
            "2:wrong usage",
            "3:a file could not be read or written",
            "4:a bug in this program, or a job that the cluster gave up"
        },
        footerHeading = "%nExample:%n",
        footer = "  spark-submit --class io.github.dysample.spark.VerifyJob dysample-spark_2.13.jar hdfs:/cases"
                + " hdfs:/my-results --report hdfs:/stages.parquet")
public final class VerifyJob implements Callable<Integer> {
    private static final String NAME = "VerifyJob";
    private static final int NO = 1;
    private static final int FILE = 3;

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "SUITE_DIR",
            description = "The cases, as dysample golden writes them.")
    private String suiteFolder;

    @Parameters(
            index = "1",
            paramLabel = "ACTUAL_DIR",
            description = "The port's results: <case>/<stage>.npy, or <case>.npz or .safetensors with arrays named as"
                    + " the stages; any of the stages.")
    private String actualFolder;

    @Mixin
    private StrictnessOptions strictness;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Write a table with a row for each case and stage, in the format of the name: .parquet, or"
                    + " .json for a line of JSON each.")
    private String report;

    private final PrintStream told;

    private VerifyJob(PrintStream told) {
        this.told = told;
    }

    /**
     * Runs the job and ends the JVM with its exit code.
     *
     * @param args the command line
     * @throws IOException if the session cannot be closed
     */
    public static void main(String[] args) throws IOException {
        SparkConf settings = new SparkConf()
                .setIfMissing(UpsampleFolder.PROGRESS, "true")
                .setIfMissing("spark.app.name", NAME)
                // As many as a report has columns: Spark warns of a plan with more, which says nothing of the suite.
                .setIfMissing("spark.sql.debug.maxToStringFields", "100");
        int code;
        try (SparkSession _ = SparkSession.builder().config(settings).getOrCreate()) {
            code = run(System.out, System.err, args);
        }
        System.exit(code);
    }

    /** Runs the job in the session that there is. */
    static int run(PrintStream out, PrintStream err, String... args) {
        return ForeignCommand.run(new VerifyJob(out), out, err, args);
    }

    @Override
    public Integer call() throws IOException {
        SparkSession session = SparkSession.builder().getOrCreate();
        Configuration hadoop = session.sparkContext().hadoopConfiguration();
        StageTable table = report == null ? null : StageTable.at(report, hadoop);
        SuiteFolders folders = SuiteFolders.of(suiteFolder, actualFolder, hadoop);
        Verification verification = new SparkVerification(session, folders, strictness.strictness())
                .run()
                .withProvenance(ForeignCommand.provenance(NAME, spec.commandLine().getParseResult().originalArgs()));
        SuiteResult result = verification.result();
        if (result.cases().isEmpty()) {
            throw strictness.noneConcerned();
        }
        verification.text().lines().map(Printable::of).forEach(told::println);
        if (table != null) {
            table.write(session, result);
        }
        return result.passes() ? 0 : result.hasUnreadable() ? FILE : NO;
    }
}
