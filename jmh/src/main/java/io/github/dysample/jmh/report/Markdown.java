package io.github.dysample.jmh.report;

import io.github.dysample.jmh.Engine;
import io.github.dysample.jmh.report.Comparison.Variant;
import io.github.dysample.measure.BenchmarkShape;
import io.github.dysample.measure.SignificantDigits;
import io.github.dysample.measure.Statistics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The comparison as Markdown. */
final class Markdown {
    private static final String NONE = "–";

    private final Comparison comparison;

    Markdown(Comparison comparison) {
        this.comparison = comparison;
    }

    /** The section of the README: this library and PyTorch on one variant, and where everything else is. */
    String summary(Variant variant, String page) {
        StringBuilder text = new StringBuilder("Milliseconds a call, ").append(variant.text())
                .append(", median of ").append(comparison.forks()).append(".\n\n");
        List<String> head = new ArrayList<>(List.of("B×C×H×W ×scale"));
        for (int threads : comparison.threads()) {
            head.addAll(List.of(threads(threads) + ": this library", comparison.name(Engine.PYTORCH), "times as fast"));
        }
        row(text, head);
        row(text, rule(head.size(), 1));
        for (BenchmarkShape shape : comparison.shapes(variant, comparison.threads().getFirst())) {
            List<String> cells = new ArrayList<>(List.of(shape.text()));
            for (int threads : comparison.threads()) {
                cells.add(median(Engine.DYSAMPLE, shape, variant, threads));
                cells.add(median(Engine.PYTORCH, shape, variant, threads));
                cells.add(speedup(comparison.speedup(Engine.PYTORCH, shape, variant, threads)));
            }
            row(text, cells);
        }
        text.append('\n').append(comparison.circumstances()).append(". Made by\n\n");
        comparison.commands().stream()
                .filter(command -> command.contains(Engine.PYTORCH.name()))
                .forEach(command -> text.append("    ").append(command).append('\n'));
        if (page != null) {
            text.append("\n[Every engine, variant and spread](").append(page).append(").\n");
        }
        return text.toString();
    }

    private String median(Engine engine, BenchmarkShape shape, Variant variant, int threads) {
        return comparison.find(engine, shape, variant, threads)
                .map(measurement -> SignificantDigits.text(measurement.millis().median()))
                .orElse(NONE);
    }

    /** One variant in full: a table of all engines for each number of threads, and what holds over all variants. */
    private void tables(StringBuilder text, Variant variant, String chart) {
        if (chart != null) {
            text.append("![Speed on each shape, PyTorch's being 1](").append(chart).append(")\n\n");
        }
        text.append("Milliseconds a call, ").append(variant.text()).append(": the median of ")
                .append(comparison.forks()).append(", and in brackets the fastest\nand the slowest of them. ")
                .append("A shape is B×C×H×W ×scale.\n")
                .append("\"This library\" writes into a given output, the other engines allocate theirs in each call. ")
                .append("No engine's threads\nspin while they wait.\n");
        for (int threads : comparison.threads()) {
            table(text, variant, threads);
        }
        overall(text);
    }

    private List<String> commands(String reportCommand) {
        List<String> commands = new ArrayList<>(comparison.commands());
        commands.add(reportCommand);
        return commands;
    }

    private void table(StringBuilder text, Variant variant, int threads) {
        List<String> head = new ArrayList<>();
        head.add(threads(threads));
        comparison.engines().forEach(engine -> head.add(comparison.name(engine)));
        head.add("times as fast as PyTorch");
        text.append('\n');
        row(text, head);
        row(text, rule(head.size(), 1));
        for (BenchmarkShape shape : comparison.shapes(variant, threads)) {
            List<String> cells = new ArrayList<>();
            cells.add(shape.text());
            for (Engine engine : comparison.engines()) {
                cells.add(comparison.find(engine, shape, variant, threads).map(Markdown::cell).orElse(NONE));
            }
            cells.add(speedup(comparison.speedup(Engine.PYTORCH, shape, variant, threads)));
            row(text, cells);
        }
    }

    private static String cell(Measurement measurement) {
        return SignificantDigits.text(measurement.millis().median()) + " (" + measurement.spread() + ")";
    }

    private static String speedup(Optional<Double> factor) {
        return factor.map(value -> "**" + SignificantDigits.text(value) + "**").orElse(NONE);
    }

    private void overall(StringBuilder text) {
        for (Engine peer : new Engine[] {Engine.PYTORCH, Engine.ONNX_RUNTIME}) {
            for (int threads : comparison.threads()) {
                double[] factors = comparison.speedups(peer, threads);
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
        }
    }

    /** Everything that was measured: one variant in full, and then a row for each measurement. */
    String everything(Variant variant, String chart, String reportCommand) {
        StringBuilder text = new StringBuilder("# Benchmarks\n\n").append(comparison.circumstances()).append(".\n\n");
        if (comparison.threads().stream().anyMatch(count -> !comparison.shapes(variant, count).isEmpty())) {
            tables(text, variant, chart);
        }
        text.append("\n## Every measurement\n\nThe median of ")
                .append(comparison.forks())
                .append(", each the median of its iterations. ")
                .append("Bytes are those that a call allocates on the Java heap,\n")
                .append("JMH's own included; native memory is not counted.\n\n");
        row(text, List.of("shape", "variant", "threads", "engine", "vectors", "median", "least", "most", "bytes"));
        row(text, rule(9, 5));
        comparison.all().forEach(measurement -> row(text, cells(measurement)));
        text.append("\nMade by\n\n");
        commands(reportCommand).forEach(command -> text.append("    ").append(command).append('\n'));
        return text.toString();
    }

    private List<String> cells(Measurement measurement) {
        Cell cell = measurement.cell();
        boolean vectors = cell.engine().usesVectors() && measurement.bits() > 0;
        return List.of(
                cell.shape().text(),
                cell.style() == null ? NONE : new Variant(cell.style(), cell.dynamicScope()).text(),
                Integer.toString(cell.threads()),
                comparison.name(cell.engine()),
                vectors ? measurement.bits() + " bits" : NONE,
                SignificantDigits.text(measurement.millis().median()),
                SignificantDigits.text(measurement.millis().least()),
                SignificantDigits.text(measurement.millis().most()),
                bytes(measurement.bytesPerCall()));
    }

    private static String bytes(double count) {
        return Double.isNaN(count) ? NONE : Long.toString(Math.round(count));
    }

    private static List<String> rule(int columns, int leftAligned) {
        List<String> rule = new ArrayList<>(Collections.nCopies(leftAligned, "---"));
        rule.addAll(Collections.nCopies(columns - leftAligned, "--:"));
        return rule;
    }

    private static void row(StringBuilder text, List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static String threads(int count) {
        return count == 1 ? "1 thread" : count + " threads";
    }
}
