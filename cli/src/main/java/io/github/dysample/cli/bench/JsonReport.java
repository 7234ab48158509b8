package io.github.dysample.cli.bench;

import java.io.PrintStream;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Results as a JSON array of objects, one a line. */
final class JsonReport {
    private static final MathContext DIGITS = new MathContext(6); // more than any time has

    private JsonReport() {}

    static void print(List<Result> results, Machine machine, PrintStream out) {
        for (int i = 0; i < results.size(); i++) {
            out.println((i == 0 ? "[" : " ") + object(results.get(i), machine)
                    + (i == results.size() - 1 ? "]" : ","));
        }
    }

    private static String object(Result result, Machine machine) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            for (Column column : Column.ALL) {
                json.writeName(column.name());
                write(json, column.value().apply(result, machine));
            }
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Object value) {
        switch (value) {
            case null -> json.writeNull();
            case Boolean truth -> json.writeBoolean(truth);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Double number -> json.writeNumber(new BigDecimal(number, DIGITS));
            case Shape(int n, int c, int h, int w) -> json.writeArray(new int[] {n, c, h, w}, 0, 4);
            default -> json.writeString(value.toString());
        }
    }
}
