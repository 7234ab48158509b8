package io.github.dysample.jmh.compare;

import io.github.dysample.jmh.Program;
import io.github.dysample.jmh.report.Cell;
import io.github.dysample.jmh.report.Circumstances;
import io.github.dysample.jmh.report.Measurement;
import io.github.dysample.jmh.report.ResultFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Measures the engines one after the other on the same shape, style, scope and number of threads, each in forks of its
 * own, and keeps the results in one file as they come.
 */
@Command(
        name = "compare.Main",
        sortOptions = false,
        description = "Measures the layer in all engines that were built in. PyTorch and ONNX Runtime are built in by "
                + "-Ppeers and want OMP_WAIT_POLICY=PASSIVE in the environment, so that no idle thread spins.")
public final class Main extends Program {
    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where the results go, JMH's JSON.")
    private Path out;

    @Option(names = "--continue", description = "Measure only what the file does not hold yet.")
    private boolean resume;

    @Mixin
    private CellOptions cells = new CellOptions();

    @Option(names = "--forks", paramLabel = "N", defaultValue = "5",
            description = "JVMs for each measurement; ${DEFAULT-VALUE} if not given.")
    private int forks;

    @Option(names = "--iterations", paramLabel = "N", defaultValue = "5",
            description = "Measured iterations in each JVM, of 200 ms or one call; ${DEFAULT-VALUE} if not given.")
    private int iterations;

    @Option(names = "--warm-ups", paramLabel = "N",
            description = "Iterations of 200 ms before them; 10 for us and 3 for engines compiled ahead of time, "
                    + "if not given.")
    private Integer warmUps;

    private Main() {}

    public static void main(String[] args) {
        new Main().runAndExit(args);
    }

    @Override
    public Integer call() throws IOException {
        checkArguments();
        List<Map<String, Object>> results = new ArrayList<>();
        if (Files.exists(out)) {
            if (!resume) {
                throw wrong(out + " exists: --continue adds what it lacks, or remove it");
            }
            results.addAll(ResultFile.read(out));
        }
        Set<Cell> toDo = cells.all();
        int planned = toDo.size();
        results.forEach(result -> Measurement.of(result).ifPresent(measured -> toDo.remove(measured.cell())));
        System.out.printf("%d of %d measurements to do, %d forks each%n", toDo.size(), planned, forks);
        return measure(toDo, results);
    }

    private int measure(Set<Cell> toDo, List<Map<String, Object>> results) throws IOException {
        Circumstances circumstances = Circumstances.now(command());
        CellsDone progress = new CellsDone(toDo.size());
        int failures = 0;
        try (CellRun run = new CellRun(log(), forks, warmUps, iterations)) {
            for (Cell cell : toDo) {
                try {
                    Map<String, Object> result = run.measure(cell);
                    ResultFile.annotate(result, circumstances);
                    Measurement.annotate(result);
                    results.add(result);
                    ResultFile.write(out, results);
                    progress.done(cell, Measurement.of(result).map(Measurement::text).orElse(""));
                } catch (RunnerException failure) {
                    failures++;
                    progress.done(cell, "failed, see " + log());
                }
            }
        }
        return failures == 0 ? 0 : 1;
    }

    private void checkArguments() {
        cells.check();
        Path folder = out.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            throw wrong("--out wants a folder that exists, " + folder + " does not");
        }
        cells.requireAtLeast(1, "--forks", forks);
        cells.requireAtLeast(1, "--iterations", iterations);
        cells.requireAtLeast(0, "--warm-ups", warmUps == null ? 0 : warmUps);
    }

    private Path log() {
        return out.resolveSibling(out.getFileName() + ".log");
    }

    private String command() {
        String environment = cells.useOpenMp() ? CellOptions.WAIT_POLICY + "=PASSIVE " : "";
        return environment + typed();
    }
}
