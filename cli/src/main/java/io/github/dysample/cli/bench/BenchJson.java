package io.github.dysample.cli.bench;

import io.github.dysample.measure.Shape;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.jr.ob.JSON;

/** Results as JSON objects, one a line, in an array or by themselves. */
final class BenchJson {
    private static final JSON WRITER = JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES);

    private BenchJson() {}

    static void print(List<Result> results, Machine machine, PrintStream out) {
        for (int i = 0; i < results.size(); i++) {
            out.println((i == 0 ? "[" : " ") + object(results.get(i), machine)
                    + (i == results.size() - 1 ? "]" : ","));
        }
    }

    static void printLines(List<Result> results, Machine machine, PrintStream out) {
        results.forEach(result -> out.println(object(result, machine)));
    }

    private static String object(Result result, Machine machine) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Column column : Column.ALL) {
            Object value = column.value().apply(result, machine);
            fields.put(column.name(), value instanceof Shape(int n, int c, int h, int w) ? List.of(n, c, h, w) : value);
        }
        return WRITER.asString(fields);
    }
}
