package io.github.dysample.cli.bench;

import static io.github.dysample.measure.SignificantDigits.text;

import io.github.dysample.DySampleConfig;
import io.github.dysample.measure.Statistics;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Results as a Markdown table, whose columns are aligned for reading it as it is. */
final class BenchMarkdown {
    private static final List<String> HEADINGS = List.of(
            "shape", "groups", "backend", "bits", "mean, ms", "± sd", "median", "min", "calls", "GFLOP/s", "GB/s",
            "floor, ms", "of floor", "bytes/call");
    private static final int LEFT_ALIGNED = 3; // the first columns, which are text
    private static final String UNKNOWN = "-";
    private static final String UNSETTLED = "*";

    private BenchMarkdown() {}

    static void print(List<Result> results, Machine machine, PrintStream out) {
        DySampleConfig config = results.getFirst().layer().config();
        int threads = results.getFirst().threads();
        out.println("## " + config.paperName() + ", scale " + config.scale()
                + ", style " + config.style().torchName() + ", " + (config.dynamicScope() ? "dynamic" : "static")
                + " scope, threads " + threads);
        out.println();
        out.println(machine.system() + ", processors: " + machine.processors() + ", " + machine.jvm());
        out.println();
        out.println(machine.provenance());
        out.println();
        List<List<String>> rows = new ArrayList<>(List.of(HEADINGS));
        results.forEach(result -> rows.add(row(result)));
        StringBuilder line = new StringBuilder("|");
        StringBuilder rule = new StringBuilder("|");
        for (int i = 0; i < HEADINGS.size(); i++) {
            int column = i;
            int width = rows.stream().mapToInt(row -> row.get(column).length()).max().orElseThrow();
            boolean left = i < LEFT_ALIGNED;
            line.append(left ? " %-" : " %").append(width).append("s |");
            rule.append("-".repeat(width + 1)).append(left ? "-|" : ":|");
        }
        String format = line.toString();
        out.println(String.format(format, rows.getFirst().toArray()));
        out.println(rule);
        rows.stream().skip(1).forEach(row -> out.println(String.format(format, row.toArray())));
        if (results.stream().anyMatch(result -> !result.settled())) {
            out.println();
            out.println(UNSETTLED + " still becoming faster while it was timed, or timed too seldom to tell: "
                    + "more --seconds or --repetitions give better times");
        }
    }

    private static List<String> row(Result result) {
        Statistics millis = result.millis();
        return List.of(
                result.layer().shape().toString(),
                String.valueOf(result.layer().config().groups()),
                result.backend(),
                result.vectorBits() == null ? UNKNOWN : result.vectorBits().toString(),
                text(millis.mean()),
                text(millis.deviation()),
                text(millis.median()) + (result.settled() ? "" : " " + UNSETTLED),
                text(millis.least()),
                String.valueOf(result.calls()),
                text(result.gigaflops()),
                text(result.gigabytes()),
                text(result.floor().median()),
                String.format(Locale.ROOT, "%.1f %%", 100 * result.shareOfFloor()),
                result.allocatedBytes().isPresent() ? "" + result.allocatedBytes().getAsLong() : UNKNOWN);
    }
}
