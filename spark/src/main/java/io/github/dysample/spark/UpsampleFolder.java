package io.github.dysample.spark;

import io.github.dysample.DySampleWeights;
import io.github.dysample.cli.ForeignCommand;
import io.github.dysample.cli.OpenOptions;
import io.github.dysample.cli.OutputFormat;
import io.github.dysample.verify.internal.text.Printable;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * A job for {@code spark-submit}: upsamples every picture and .npy file of a folder. Each result has the bytes that
 * {@code dysample upsample} would write.
 */
@Command(
        name = "UpsampleFolder",
        description = {
            "Upsample the pictures (.png, .jpg, .tif, .bmp, .gif) and arrays (.npy, NCHW or CHW) of a folder, and of"
                    + " the folders in it, into another folder, on a cluster.",
            "Folders and weights may be on any file system that Hadoop knows. What is in --out already is left as it"
                    + " is, so a job that ended early goes on where it was when it is run again. Names that begin with"
                    + " _ or . are passed over.",
            "A file that fails does not stop the others; the failures are named at the end, and the exit code is that"
                    + " of the worst."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:there is no picture and no .npy in the folder",
            "2:wrong usage: options or files that do not fit each other, a backend that cannot run",
            "3:a file could not be read or written, or did not fit in memory",
            "4:a bug in this program, or a job that the cluster gave up"
        },
        footerHeading = "%nExample:%n",
        footer = "  spark-submit --class io.github.dysample.spark.UpsampleFolder dysample-spark_2.13.jar --in hdfs:/in"
                + " --out hdfs:/out --weights hdfs:/detector.pth --prefix neck.upsample1")
public final class UpsampleFolder implements Callable<Integer> {
    /** The setting for the progress bar on the console. */
    static final String PROGRESS = "spark.ui.showConsoleProgress";

    @Option(names = "--in", required = true, paramLabel = "DIR", description = "The folder to read.")
    private String in;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "The folder for results, in folders as those of --in; it is made if it is not there.")
    private String out;

    @Option(
            names = "--weights",
            required = true,
            paramLabel = "FILE",
            description = "Checkpoint of the layer: .pth, .pt, .safetensors, .npz or .onnx.")
    private String weights;

    @Option(
            names = "--prefix",
            paramLabel = "P",
            description = "Which layer of the checkpoint, as `dysample layers` lists them.")
    private String prefix;

    @Mixin
    private OutputFormat format;

    @Mixin
    private OpenOptions open;

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            description = "scalar, vector or cuda, with the same result (default: on each executor the best there).")
    private String backend;

    private final PrintStream told;

    private UpsampleFolder(PrintStream told) {
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
                .setIfMissing(PROGRESS, "true")
                .setIfMissing("spark.app.name", "UpsampleFolder");
        int code;
        try (SparkSession _ = SparkSession.builder().config(settings).getOrCreate()) {
            code = run(System.out, System.err, args);
        }
        System.exit(code);
    }

    /** Runs the job in the session that there is. */
    static int run(PrintStream out, PrintStream err, String... args) {
        return ForeignCommand.run(new UpsampleFolder(out), out, err, args);
    }

    @Override
    public Integer call() throws IOException {
        SparkSession session = SparkSession.builder().getOrCreate();
        Configuration hadoop = session.sparkContext().hadoopConfiguration();
        DySampleWeights layer =
                WeightsFile.read(weights, prefix == null ? "" : prefix, open.forCheckpoint(), hadoop);
        FolderPlan plan = FolderPlan.of(new Path(in), new Path(out), format, hadoop);
        told.println(Printable.of(layer.config() + "; " + plan));
        FolderSummary summary = new FolderUpsampling(session, layer, backend == null ? "" : backend).run(plan);
        summary.lines().map(Printable::of).forEach(told::println);
        return summary.exitCode();
    }
}
