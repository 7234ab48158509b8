package io.github.dysample.cli.bench;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** Results as comma-separated values; what is unknown is left empty. */
final class BenchCsv {

    private BenchCsv() {}

    static void print(List<Result> results, Machine machine, PrintStream out) {
        out.println(Column.ALL.stream().map(Column::name).collect(Collectors.joining(",")));
        for (Result result : results) {
            out.println(Column.ALL.stream()
                    .map(column -> text(column.value().apply(result, machine)))
                    .collect(Collectors.joining(",")));
        }
    }

    private static String text(Object value) {
        return switch (value) {
            case null -> "";
            case BigDecimal number -> number.toPlainString();
            default -> quoted(value.toString());
        };
    }

    private static String quoted(String text) {
        return text.contains(",") || text.contains("\"") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
