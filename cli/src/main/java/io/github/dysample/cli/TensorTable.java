package io.github.dysample.cli;

import io.github.dysample.verify.internal.text.Numbers;
import io.github.dysample.verify.internal.text.Printable;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Tensors as a table for people: a line each, in columns, and a line that sums up. */
final class TensorTable {
    private static final List<String> HEADINGS =
            List.of("name", "type", "shape", "min", "max", "mean", "deviation", "NaN", "infinite");
    private static final int LEFT_ALIGNED = 3; // the first columns, which are text
    private static final String GAP = "  ";

    private TensorTable() {}

    static void print(List<TensorRow> rows, PrintStream out) {
        if (!rows.isEmpty()) {
            List<List<String>> lines = new ArrayList<>(List.of(HEADINGS));
            rows.forEach(row -> lines.add(cells(row)));
            int[] widths = new int[HEADINGS.size()];
            for (List<String> line : lines) {
                for (int i = 0; i < widths.length; i++) {
                    widths[i] = Math.max(widths[i], line.get(i).length());
                }
            }
            lines.forEach(line -> out.println(aligned(line, widths)));
        }
        long elements = rows.stream().mapToLong(TensorRow::elements).sum();
        long bytes = rows.stream().mapToLong(row -> row.elements() * row.dtype().bytes()).sum();
        out.println(rows.size() + (rows.size() == 1 ? " tensor, " : " tensors, ") + elements + " elements, " + bytes
                + " bytes");
    }

    private static List<String> cells(TensorRow row) {
        TensorStatistics values = row.statistics();
        return List.of(
                row.name().isEmpty() ? "\"\"" : Printable.of(row.name()),
                row.dtype().toString(),
                row.shapeText(),
                number(values.least()),
                number(values.most()),
                number(values.mean()),
                number(values.deviation()),
                String.valueOf(values.nans()),
                String.valueOf(values.infinities()));
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "-" : Numbers.precise(value);
    }

    private static String aligned(List<String> line, int[] widths) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = line.get(i);
            String space = " ".repeat(widths[i] - cell.length());
            text.append(i == 0 ? "" : GAP).append(i < LEFT_ALIGNED ? cell + space : space + cell);
        }
        return text.toString();
    }
}
