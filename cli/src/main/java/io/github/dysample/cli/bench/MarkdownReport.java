package io.github.dysample.cli.bench;

import io.github.dysample.DySampleConfig;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Results as a Markdown table, whose columns are aligned for those who read it as it is. */
final class MarkdownReport {
    private static final List<String> HEADINGS = List.of(
            "shape", "groups", "backend", "bits", "mean, ms", "± sd", "median", "min", "calls", "GFLOP/s", "GB/s",
            "floor, ms", "of floor", "bytes/call");
    private static final int LEFT_ALIGNED = 3; // the first columns, which are text
    private static final String UNKNOWN = "-";

    private MarkdownReport() {}

    static void print(List<Result> results, Machine machine, PrintStream out) {
        DySampleConfig config = results.getFirst().config();
        int threads = results.getFirst().threads();
        out.println("## " + config.paperName() + ", scale " + config.scale()
                + ", style " + config.style().torchName() + ", " + (config.dynamicScope() ? "dynamic" : "static")
                + " scope, threads " + threads);
        out.println();
        out.println(machine.system() + ", processors: " + machine.processors() + ", " + machine.jvm() + ", "
                + machine.date().toString().replace('T', ' '));
        out.println();
        List<List<String>> rows = new ArrayList<>(List.of(HEADINGS));
        results.forEach(result -> rows.add(row(result)));
        int[] widths = widths(rows);
        out.println(line(rows.getFirst(), widths));
        out.println(rule(widths));
        rows.stream().skip(1).forEach(row -> out.println(line(row, widths)));
    }

    private static List<String> row(Result result) {
        Times.Summary times = result.times();
        return List.of(
                result.shape().toString(),
                String.valueOf(result.config().groups()),
                result.backend(),
                result.vectorBits() == null ? UNKNOWN : result.vectorBits().toString(),
                digits(times.mean()),
                digits(times.deviation()),
                digits(times.median()),
                digits(times.least()),
                String.valueOf(times.calls()),
                digits(result.gigaflops()),
                digits(result.gigabytes()),
                digits(result.floor().median()),
                String.format(Locale.ROOT, "%.1f %%", 100 * result.shareOfFloor()),
                result.allocatedBytes() == null ? UNKNOWN : result.allocatedBytes().toString());
    }

    /** Three digits, or more before the point. */
    private static String digits(double value) {
        int decimals = value >= 99.95 ? 0 : value >= 9.995 ? 1 : value >= 0.9995 ? 2 : 3;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    private static int[] widths(List<List<String>> rows) {
        int[] widths = new int[HEADINGS.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return widths;
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder("|");
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(widths[i] - row.get(i).length());
            line.append(' ')
                    .append(i < LEFT_ALIGNED ? row.get(i) + padding : padding + row.get(i))
                    .append(" |");
        }
        return line.toString();
    }

    private static String rule(int[] widths) {
        StringBuilder rule = new StringBuilder("|");
        for (int i = 0; i < widths.length; i++) {
            rule.append("-".repeat(widths[i] + 1)).append(i < LEFT_ALIGNED ? "-|" : ":|");
        }
        return rule.toString();
    }
}
