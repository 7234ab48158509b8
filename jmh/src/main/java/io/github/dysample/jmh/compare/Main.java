package io.github.dysample.jmh.compare;

import io.github.dysample.Style;
import io.github.dysample.jmh.Commands;
import io.github.dysample.jmh.Engine;
import io.github.dysample.jmh.report.Measurement;
import io.github.dysample.jmh.report.ResultFile;
import io.github.dysample.jmh.report.Session;
import io.github.dysample.measure.BenchmarkShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Measures the engines one after the other on the same shape, style, scope and number of threads, each in forks of its
 * own, and keeps the results in one file as they come.
 */
@Command(
        name = "compare.Main",
        sortOptions = false,
        description = "Measures the layer in all engines that were built in. PyTorch and ONNX Runtime are built in by "
                + "-Ppeers and want OMP_WAIT_POLICY=PASSIVE in the environment, so that no idle thread spins.")
public final class Main implements Callable<Integer> {
    private static final String PASSIVE = "OMP_WAIT_POLICY";

    /** How far offsets reach is fixed, or a second convolution says it. */
    enum Scope {
        STATIC,
        DYNAMIC
    }

    @Spec
    private CommandSpec spec;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where the results go, JMH's JSON.")
    private Path out;

    @Option(names = "--continue", description = "Measure only what the file does not hold yet.")
    private boolean resume;

    @Option(names = "--engines", split = ",", paramLabel = "ENGINE",
            description = "Some of ${COMPLETION-CANDIDATES}; all that were built in if not given, without "
                    + "DYSAMPLE_NEW_OUTPUT.")
    private List<Engine> engines;

    @Option(names = "--shapes", split = ",", paramLabel = "SHAPE",
            description = "Some of ${COMPLETION-CANDIDATES}; all if not given.")
    private List<BenchmarkShape> shapes = List.of(BenchmarkShape.values());

    @Option(names = "--styles", split = ",", paramLabel = "STYLE",
            description = "Some of ${COMPLETION-CANDIDATES}; both if not given.")
    private List<Style> styles = List.of(Style.values());

    @Option(names = "--scopes", split = ",", paramLabel = "SCOPE",
            description = "Some of ${COMPLETION-CANDIDATES}; both if not given.")
    private List<Scope> scopes = List.of(Scope.values());

    @Option(names = "--threads", split = ",", paramLabel = "N", defaultValue = "1,2",
            description = "How many threads compute; ${DEFAULT-VALUE} if not given.")
    private List<Integer> threads;

    @Option(names = "--bits", split = ",", paramLabel = "N", defaultValue = "0",
            description = "Widths to hold our vectors to, such as 256 and 128; 0 is the CPU's own.")
    private List<Integer> bits;

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

    @Option(names = "--help", usageHelp = true, description = "Show this text.")
    private boolean help;

    private Main() {}

    /**
     * Runs the comparison and ends the JVM: 0, 1 if a measurement failed, 2 if the arguments are wrong.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        System.exit(Commands.run(new Main(), args));
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
        List<Measurement.Cell> cells = new ArrayList<>(plan());
        int planned = cells.size();
        results.forEach(result -> Measurement.of(result).ifPresent(measured -> cells.remove(measured.cell())));
        System.out.printf("%d of %d measurements to do, %d forks each%n", cells.size(), planned, forks);
        return measure(cells, results);
    }

    private int measure(List<Measurement.Cell> cells, List<Map<String, Object>> results) throws IOException {
        Session session = Session.now(command());
        Progress progress = new Progress(cells.size());
        int failures = 0;
        try (CellRun run = new CellRun(log(), forks, warmUps, iterations)) {
            for (Measurement.Cell cell : cells) {
                try {
                    Map<String, Object> result = run.measure(cell);
                    ResultFile.annotate(result, session);
                    results.add(result);
                    ResultFile.write(out, results);
                    progress.done(cell, result);
                } catch (RunnerException failure) {
                    failures++;
                    progress.failed(cell, log());
                }
            }
        }
        return failures == 0 ? 0 : 1;
    }

    /** All measurements; those that depend on no style and no scope come with the first of them. */
    private List<Measurement.Cell> plan() {
        List<Measurement.Cell> cells = new ArrayList<>();
        for (BenchmarkShape shape : shapes) {
            for (Style style : styles) {
                for (Scope scope : scopes) {
                    boolean first = style == styles.getFirst() && scope == scopes.getFirst();
                    for (int count : threads) {
                        engines.stream()
                                .filter(engine -> first || engine.isLayer())
                                .forEach(engine -> add(cells, engine, shape, style, scope, count));
                    }
                }
            }
        }
        return cells;
    }

    private void add(
            List<Measurement.Cell> cells, Engine engine, BenchmarkShape shape, Style style, Scope scope, int count) {
        for (int width : engine.usesVectors() ? bits : List.of(0)) {
            cells.add(engine.isLayer()
                    ? new Measurement.Cell(engine, shape, style, scope == Scope.DYNAMIC, count, width)
                    : new Measurement.Cell(engine, shape, null, false, count, width));
        }
    }

    private void checkArguments() {
        shapes = shapes.stream().distinct().toList();
        styles = styles.stream().distinct().toList();
        scopes = scopes.stream().distinct().toList();
        threads = threads.stream().distinct().toList();
        bits = bits.stream().distinct().toList();
        if (engines != null) {
            engines = engines.stream().distinct().toList();
        } else {
            engines = List.of(Engine.values()).stream()
                    .filter(engine -> engine != Engine.DYSAMPLE_NEW_OUTPUT && engine.isPresent())
                    .toList();
        }
        for (Engine engine : engines) {
            if (!engine.isPresent()) {
                throw wrong(engine + " is not built in: build with mvn -q -DskipTests -Ppeers package");
            }
            if (engine.usesOpenMp() && !"PASSIVE".equalsIgnoreCase(System.getenv(PASSIVE))) {
                throw wrong(engine + " wants " + PASSIVE + "=PASSIVE in the environment, so that no idle thread spins");
            }
        }
        Path folder = out.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            throw wrong("--out wants a folder that exists, " + folder + " does not");
        }
        requireAtLeast(1, "--forks", forks);
        requireAtLeast(1, "--iterations", iterations);
        requireAtLeast(0, "--warm-ups", warmUps == null ? 0 : warmUps);
        threads.forEach(count -> requireAtLeast(1, "--threads", count));
        for (int width : bits) {
            if (width != 0 && (width < 128 || Integer.bitCount(width) != 1)) {
                throw wrong("--bits is " + width + ", must be 0 or a power of two from 128");
            }
        }
    }

    private void requireAtLeast(int least, String option, int value) {
        if (value < least) {
            throw wrong(option + " is " + value + ", must be at least " + least);
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private Path log() {
        return out.resolveSibling(out.getFileName() + ".log");
    }

    private String command() {
        String environment = engines.stream().anyMatch(Engine::usesOpenMp) ? PASSIVE + "=PASSIVE " : "";
        return environment + Commands.text(Main.class, spec);
    }

    /** What to call a measurement in a line of progress. */
    static String text(Measurement.Cell cell) {
        String variant = cell.style() == null
                ? ""
                : " " + cell.style().torchName() + (cell.dynamicScope() ? " dynamic" : " static");
        String width = cell.forcedBits() == 0 ? "" : " " + cell.forcedBits() + "-bit";
        return (cell.shape() + variant + " " + cell.threads() + "T " + cell.engine() + width).toLowerCase(Locale.ROOT);
    }
}
