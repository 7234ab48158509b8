package io.github.dysample.jmh.report;

import io.github.dysample.jmh.Engine;
import io.github.dysample.jmh.Pass;
import io.github.dysample.jmh.report.Comparison.Variant;
import io.github.dysample.measure.BenchmarkShape;
import io.github.dysample.measure.SignificantDigits;
import io.github.dysample.measure.Statistics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The comparison as Markdown. */
final class Markdown {
    private static final String NONE = "–";

    private static final String OUTPUTS = "\"This library\" and ONNX Runtime write into a given output, the other "
            + "engines allocate theirs in each call.\nONNX Runtime makes every optimisation of the graph it has.";
    private static final String GRADIENTS = "\"This library\" writes into given arrays, PyTorch's autograd allocates "
            + "the output and the gradients, of the\ninput and of all weights, in each call. "
            + "In \"forward and backward\" the forward pass leaves the offsets to the backward\npass, as autograd does; "
            + "\"backward\" alone computes them again.";

    private final Comparison comparison;
    private final Engine ours;
    /** How engines differ in what they do. */
    private final String how;
    /** The engines with columns of their own for how many times as fast this library is. */
    private final List<Engine> rivals;
    /** The engines of which it is said how many times as fast this library is over all pieces of work. */
    private final List<Engine> peers;

    Markdown(Comparison comparison, Pass pass) {
        this.comparison = comparison;
        how = pass == Pass.FORWARD ? OUTPUTS : GRADIENTS;
        ours = pass == Pass.FORWARD ? Engine.DYSAMPLE : Engine.DYSAMPLE_TRAINING;
        peers = pass == Pass.FORWARD
                ? List.of(Engine.PYTORCH, Engine.ONNX_RUNTIME, Engine.ONNX_RUNTIME_CLAMPED)
                : List.of(Engine.PYTORCH_TRAINING);
        rivals = peers.stream()
                .filter(engine -> engine != Engine.ONNX_RUNTIME && comparison.engines().contains(engine))
                .toList();
    }

    /** The section of the README: this library and its rivals on one variant, and where everything else is. */
    String summary(Variant variant, String page) {
        StringBuilder text = new StringBuilder("Milliseconds a call, ").append(variant.text())
                .append(", median of ").append(comparison.forks()).append(".\n\n");
        List<String> head = new ArrayList<>(List.of("B×C×H×W ×scale"));
        for (int threads : comparison.threads()) {
            head.add(threads(threads) + ": " + comparison.name(ours));
            rivals.forEach(rival -> head.addAll(List.of(comparison.name(rival), "times as fast")));
        }
        head(text, head, 1);
        for (BenchmarkShape shape : comparison.shapes(variant, comparison.threads().getFirst())) {
            List<String> cells = new ArrayList<>(List.of(shape.text()));
            for (int threads : comparison.threads()) {
                cells.add(median(ours, shape, variant, threads));
                for (Engine rival : rivals) {
                    cells.add(median(rival, shape, variant, threads));
                    cells.add(speedup(rival, shape, variant, threads));
                }
            }
            row(text, cells);
        }
        clamped(text);
        unsettled(text);
        text.append('\n').append(comparison.circumstances()).append(". Made by\n\n");
        List<Engine> shown = new ArrayList<>(rivals);
        shown.add(ours);
        commands(text, comparison.commands(shown, variant));
        if (page != null) {
            text.append("\n[Every engine, variant and spread](").append(page).append(").\n");
        }
        return text.toString();
    }

    private String median(Engine engine, BenchmarkShape shape, Variant variant, int threads) {
        return comparison.find(engine, shape, variant, threads).map(Measurement::median).orElse(NONE);
    }

    /** What ONNX Runtime's clamped form is, where it was measured. */
    private void clamped(StringBuilder text) {
        if (!comparison.engines().contains(Engine.ONNX_RUNTIME_CLAMPED)) {
            return;
        }
        text.append("\n\"Clamped\" is the same layer with its coordinates clipped to the map before they are sampled, "
                + "and padding by zeros:\nthe fastest form of it in ONNX Runtime that we know.");
        List<String> gains = new ArrayList<>();
        for (int threads : comparison.threads()) {
            double[] factors = comparison.speedups(Engine.ONNX_RUNTIME_CLAMPED, Engine.ONNX_RUNTIME, threads);
            if (factors.length > 0) {
                double mean = Statistics.of(factors).geometricMean();
                gains.add(SignificantDigits.text(mean) + " times on " + threads(threads));
            }
        }
        if (!gains.isEmpty()) {
            text.append("\nIt is faster than the form that PyTorch exports: ")
                    .append(String.join(", ", gains))
                    .append(", as geometric means.");
        }
        text.append('\n');
    }

    /** What the mark of a time means, if one has it. */
    private void unsettled(StringBuilder text) {
        if (comparison.all().stream().anyMatch(measurement -> !measurement.hasSettled())) {
            text.append("\n").append(Measurement.UNSETTLED)
                    .append(" In most forks the last iterations were still faster than the first.\n");
        }
    }

    /** Everything that was measured: one variant in full, and then a row for each measurement. */
    String everything(Variant variant, String chart, String reportCommand) {
        StringBuilder text = new StringBuilder("# Benchmarks\n\n").append(comparison.circumstances()).append(".\n\n");
        if (comparison.threads().stream().anyMatch(count -> !comparison.shapes(variant, count).isEmpty())) {
            tables(text, variant, chart);
        }
        text.append("""

                ## Every measurement

                The median of %s, each the median of its iterations. \
                Bytes are those that a call allocates on the Java heap,
                JMH's own included; native memory is not counted.

                """.formatted(comparison.forks()));
        head(text, List.of("shape", "variant", "threads", "engine", "vectors", "median", "least", "most", "bytes"), 5);
        comparison.all().forEach(measurement -> row(text, cells(measurement)));
        text.append("\nMade by\n\n");
        commands(text, comparison.commands());
        commands(text, List.of(reportCommand));
        return text.toString();
    }

    /** One variant in full: a table of all engines for each number of threads, and what holds over all variants. */
    private void tables(StringBuilder text, Variant variant, String chart) {
        if (chart != null) {
            text.append("![Speed on each shape, PyTorch's being 1](").append(chart).append(")\n\n");
        }
        text.append("""
                Milliseconds a call, %s: the median of %s, and in brackets the fastest
                and the slowest of them. A shape is B×C×H×W ×scale.
                %s
                No engine's threads spin while they wait.
                """.formatted(variant.text(), comparison.forks(), how));
        clamped(text);
        unsettled(text);
        for (int threads : comparison.threads()) {
            table(text, variant, threads);
        }
        for (Engine peer : peers) {
            comparison.threads().forEach(threads -> overall(text, peer, threads));
        }
    }

    private void table(StringBuilder text, Variant variant, int threads) {
        List<String> head = new ArrayList<>(List.of(threads(threads)));
        comparison.engines().forEach(engine -> head.add(comparison.name(engine)));
        rivals.forEach(rival -> head.add("times as fast as " + comparison.name(rival)));
        text.append('\n');
        head(text, head, 1);
        for (BenchmarkShape shape : comparison.shapes(variant, threads)) {
            List<String> cells = new ArrayList<>(List.of(shape.text()));
            for (Engine engine : comparison.engines()) {
                cells.add(comparison.find(engine, shape, variant, threads)
                        .map(measurement -> measurement.median() + " (" + measurement.spread() + ")")
                        .orElse(NONE));
            }
            rivals.forEach(rival -> cells.add(speedup(rival, shape, variant, threads)));
            row(text, cells);
        }
    }

    private String speedup(Engine rival, BenchmarkShape shape, Variant variant, int threads) {
        return comparison.speedup(ours, rival, shape, variant, threads)
                .map(factor -> "**" + SignificantDigits.text(factor) + "**")
                .orElse(NONE);
    }

    private void overall(StringBuilder text, Engine peer, int threads) {
        double[] factors = comparison.speedups(ours, peer, threads);
        if (factors.length > 0) {
            Statistics all = Statistics.of(factors);
            text.append(String.format(
                    Locale.ROOT,
                    "%n%s times as fast as %s on %s: the geometric mean over %s; from %s to %s.%n",
                    SignificantDigits.text(all.geometricMean()),
                    comparison.name(peer),
                    threads(threads),
                    factors.length == 1 ? "1 piece of work" : factors.length + " pieces of work",
                    SignificantDigits.text(all.least()),
                    SignificantDigits.text(all.most())));
        }
    }

    private List<String> cells(Measurement measurement) {
        Cell cell = measurement.cell();
        boolean vectors = cell.engine().usesVectors() && measurement.bits() > 0;
        double bytes = measurement.bytesPerCall();
        return List.of(
                cell.shape().text(),
                cell.style() == null ? NONE : new Variant(cell.style(), cell.dynamicScope()).text(),
                Integer.toString(cell.threads()),
                comparison.name(cell.engine()),
                vectors ? measurement.bits() + " bits" : NONE,
                measurement.median(),
                SignificantDigits.text(measurement.millis().least()),
                SignificantDigits.text(measurement.millis().most()),
                Double.isNaN(bytes) ? NONE : Long.toString(Math.round(bytes)));
    }

    private static void head(StringBuilder text, List<String> names, int leftAligned) {
        row(text, names);
        List<String> rule = new ArrayList<>(Collections.nCopies(leftAligned, "---"));
        rule.addAll(Collections.nCopies(names.size() - leftAligned, "--:"));
        row(text, rule);
    }

    private static void row(StringBuilder text, List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static void commands(StringBuilder text, List<String> commands) {
        commands.forEach(command -> text.append("    ").append(command).append('\n'));
    }

    static String threads(int count) {
        return count == 1 ? "1 thread" : count + " threads";
    }
}
