package io.github.dysample.jmh.cold;

import io.github.dysample.measure.Shape;
import io.github.dysample.measure.SignificantDigits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the runs come to, as Markdown and for the file of results. */
final class Table {
    private static final String NONE = "–";

    private final Runs runs;
    private final List<Shape> shapes;
    private final Set<Row> rows;

    Table(Runs runs, List<Shape> shapes, Set<Row> rows) {
        this.runs = runs;
        this.shapes = shapes;
        this.rows = rows;
    }

    /** The rows with their targets; what is above its target is bold. */
    String rows() {
        StringBuilder text = new StringBuilder();
        head(text, "the automatic choice", "target ≤");
        for (Row row : rows) {
            Stream<String> values = shapes.stream().map(shape -> cell(row, shape));
            line(text, Stream.concat(Stream.of(row.text(), number(row, row.target())), values));
        }
        return text.toString();
    }

    private String cell(Row row, Shape shape) {
        double value = row.value(runs, shape);
        String text = number(row, value);
        return value > row.target() ? "**" + text + "**" : text;
    }

    private static String number(Row row, double value) {
        return row.isRatio() ? SignificantDigits.text(value) : Long.toString(Math.round(value));
    }

    /** The times of the usual processes behind the rows; nothing if there are none. */
    String millis() {
        StringBuilder text = new StringBuilder();
        head(text, "milliseconds", "of");
        List<Choice> measured = Stream.of(Choice.values())
                .filter(choice -> shapes.stream().allMatch(shape -> runs.has(Kind.USUAL, shape, choice)))
                .toList();
        for (Choice choice : measured) {
            String who = choice == Choice.PYTORCH ? "PyTorch " + runs.version(choice) : choice.text();
            line(text, who, "start of the process to first output",
                    shape -> runs.median(Kind.USUAL, shape, choice, Run::startToResult));
            line(text, who, "making the layer",
                    shape -> runs.median(Kind.USUAL, shape, choice, run -> run.times().makeMillis()));
            line(text, who, "first call",
                    shape -> runs.median(Kind.USUAL, shape, choice, run -> run.times().firstMillis()));
            line(text, who, "the first calls", shape -> runs.sum(shape, choice));
            line(text, who, "settled call",
                    shape -> runs.median(Kind.USUAL, shape, choice, run -> run.times().settledMillis()));
        }
        return measured.isEmpty() ? "" : text.toString();
    }

    /** How many calls the first calls are, such as 20, or 3 to 20 where some processes ran into the limit. */
    String calls() {
        List<Integer> counts = rows.stream()
                .filter(Row::isRatio)
                .flatMap(row -> shapes.stream().map(shape -> runs.calls(row.kind(), shape)))
                .distinct()
                .sorted()
                .toList();
        if (counts.isEmpty()) {
            return NONE;
        }
        return counts.size() == 1 ? counts.getFirst().toString() : counts.getFirst() + " to " + counts.getLast();
    }

    /** A value of the table as the file of results has it. */
    Map<String, Object> fields(Row row, Shape shape) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("benchmark", "cold." + row.name());
        fields.put("shape", shape.toString());
        fields.put("what", row.text());
        fields.put("value", row.value(runs, shape));
        fields.put("target", row.target());
        if (row.isRatio()) {
            fields.put("firstCalls", runs.calls(row.kind(), shape));
        }
        return fields;
    }

    private void head(StringBuilder text, String first, String second) {
        line(text, Stream.concat(Stream.of(first, second), shapes.stream().map(Shape::toString)));
        line(text, Stream.concat(Stream.of("---", "--:"), shapes.stream().map(_ -> "--:")));
    }

    private void line(StringBuilder text, String who, String what, ToDoubleFunction<Shape> value) {
        Stream<String> values = shapes.stream()
                .mapToDouble(value)
                .mapToObj(millis -> Double.isNaN(millis) ? NONE : SignificantDigits.text(millis));
        line(text, Stream.concat(Stream.of(who, what), values));
    }

    private static void line(StringBuilder text, Stream<String> cells) {
        text.append(cells.collect(Collectors.joining(" | ", "| ", " |\n")));
    }
}
