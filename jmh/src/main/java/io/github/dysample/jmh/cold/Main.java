package io.github.dysample.jmh.cold;

import io.github.dysample.jmh.Program;
import io.github.dysample.jmh.report.Circumstances;
import io.github.dysample.jmh.report.ResultFile;
import io.github.dysample.measure.Shape;
import io.github.dysample.measure.SignificantDigits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures the first calls of fresh processes. Whoever computes takes turns, process by process, so that whatever slows
 * the machine for a while slows all of them.
 */
@Command(
        name = "cold.Main",
        sortOptions = false,
        description = "Measures the first calls of the automatic choice in fresh JVMs, beside the backends by name and "
                + "PyTorch. The table is in Markdown; progress is on standard error.")
public final class Main extends Program {
    private static final double LEAST_SECONDS = 0.001;

    @Option(names = "--out", paramLabel = "FILE", description = "Where every time goes, in JSON; no file if not given.")
    private Path out;

    @Option(names = "--shapes", split = ",", paramLabel = "BxCxHxW",
            defaultValue = "1x64x32x32,1x256x64x64,1x256x120x120",
            description = "Inputs of a layer of scale 2 and 4 groups; ${DEFAULT-VALUE} if not given.")
    private List<String> shapeTexts;

    @Option(names = "--rows", split = ",", paramLabel = "ROW",
            description = "Some of ${COMPLETION-CANDIDATES}; all if not given.")
    private List<Row> rowList = List.of(Row.values());

    @Option(names = "--forks", paramLabel = "N", defaultValue = "5",
            description = "Processes of each; ${DEFAULT-VALUE} if not given.")
    private int forks;

    @Option(names = "--calls", paramLabel = "N", defaultValue = "20",
            description = "How many calls are the first ones; ${DEFAULT-VALUE} if not given.")
    private int calls;

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "3",
            description = "After how many seconds of calls a call is settled; the vector backend by name gets three "
                    + "times as long. ${DEFAULT-VALUE} if not given.")
    private double seconds;

    @Option(names = "--limit", paramLabel = "S", defaultValue = "10",
            description = "After how many seconds a process begins no further of the first calls, but makes two at "
                    + "least; ${DEFAULT-VALUE} if not given.")
    private double limit;

    @Option(names = "--python", paramLabel = "COMMAND", defaultValue = "python3",
            description = "A Python that has PyTorch; ${DEFAULT-VALUE} if not given.")
    private String python;

    private final Runs runs = new Runs();
    private List<Shape> shapes;
    private Set<Row> rows;
    private Circumstances circumstances;

    private Main() {}

    public static void main(String[] args) {
        new Main().runAndExit(args);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        checkArguments();
        boolean settles = rows.stream().anyMatch(Row::wantsSettled);
        Launcher launcher = new Launcher(calls, settles ? seconds : 0, limit, python);
        String withoutPyTorch = measure(launcher);
        Table table = new Table(runs, shapes, rows);
        write(table);
        System.out.printf("%s, %d cores, JDK %s, %s; %s. Medians of %d processes; the first calls are %s.%n%n%s%n%s%s",
                circumstances.machine(), circumstances.cores(), System.getProperty("java.version"),
                circumstances.date(), Layer.text(), forks, table.calls(), table.rows(), table.millis(),
                withoutPyTorch == null ? "" : "Without PyTorch: " + withoutPyTorch + System.lineSeparator());
        return rows.contains(Row.BITS) && shapes.stream().anyMatch(shape -> runs.differentOutputs(shape) > 1) ? 1 : 0;
    }

    /** Why PyTorch was not measured, or null if nothing was in its way. */
    private String measure(Launcher launcher) throws IOException, InterruptedException {
        EnumSet<Kind> kinds = EnumSet.noneOf(Kind.class);
        rows.forEach(row -> kinds.add(row.kind()));
        List<Start> starts = Start.all(kinds, shapes, forks);
        String withoutPyTorch = null;
        for (int i = 0; i < starts.size(); i++) {
            Start start = starts.get(i);
            if (start.choice() == Choice.PYTORCH && withoutPyTorch != null) {
                continue;
            }
            String progress = "[" + (i + 1) + "/" + starts.size() + "] " + start.text() + " ";
            try {
                Run run = launcher.run(start);
                runs.add(run);
                write(null);
                System.err.println(progress + SignificantDigits.text(run.times().firstMillis()) + " ms the first call, "
                        + SignificantDigits.text(run.times().sumMillis(calls)) + " ms the first "
                        + run.times().callMillis().length);
            } catch (IOException failure) {
                if (start.choice() != Choice.PYTORCH) {
                    throw failure;
                }
                withoutPyTorch = failure.getMessage();
                System.err.println(progress + "failed");
            }
        }
        return withoutPyTorch;
    }

    /** Writes what there is so far, and the table once there is one. */
    private void write(Table table) throws IOException {
        if (out == null) {
            return;
        }
        List<Map<String, Object>> results = new ArrayList<>();
        runs.all().forEach(run -> results.add(run.fields()));
        if (table != null) {
            rows.forEach(row -> shapes.forEach(shape -> results.add(table.fields(row, shape))));
        }
        results.forEach(result -> ResultFile.annotate(result, circumstances));
        ResultFile.write(out, results);
    }

    private void checkArguments() throws IOException {
        requireAtLeast(1, "--forks", forks);
        requireAtLeast(1, "--calls", calls);
        requireAtLeast(LEAST_SECONDS, "--seconds", seconds);
        requireAtLeast(0, "--limit", limit);
        rows = EnumSet.copyOf(rowList);
        try {
            shapes = shapeTexts.stream().map(Shape::parse).distinct().toList();
            shapes.forEach(Layer::of);
        } catch (IllegalArgumentException unusable) {
            throw wrong("--shapes: " + unusable.getMessage());
        }
        if (out != null) {
            Path folder = out.toAbsolutePath().getParent();
            if (!Files.isDirectory(folder)) {
                throw wrong("--out wants a folder that exists, " + folder + " does not");
            }
            if (Files.exists(out)) {
                throw wrong(out + " exists: give another name, or remove it");
            }
        }
        circumstances = Circumstances.now(typed()).withoutVersions();
    }

    private void requireAtLeast(Number least, String option, Number value) {
        if (!(value.doubleValue() >= least.doubleValue())) {
            throw wrong(option + " is " + value + ", must be at least " + least);
        }
    }
}
