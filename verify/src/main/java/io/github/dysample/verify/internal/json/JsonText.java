package io.github.dysample.verify.internal.json;

import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.JsonGeneratorDelegate;
import tools.jackson.jr.ob.JSON;

/** Maps, lists and values as indented JSON, with the same line ends everywhere. */
public final class JsonText {
    private static final JSON INDENTED = JSON.std
            .with(JSON.Feature.WRITE_NULL_PROPERTIES)
            .with(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

    private JsonText() {}

    /** Writes an object; NaN and the infinities become null, as JSON has none of them. */
    public static String of(Map<String, ?> object) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new FiniteNumbers(new JsonFactory().createGenerator(INDENTED, text))) {
            INDENTED.write(object, json);
        }
        return text + "\n";
    }

    /** {@return an object of these names, each followed by its value, in this order} */
    public static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }

    private static final class FiniteNumbers extends JsonGeneratorDelegate {
        FiniteNumbers(JsonGenerator json) {
            super(json);
        }

        @Override
        public JsonGenerator writeNumber(double value) {
            return Double.isFinite(value) ? super.writeNumber(value) : writeNull();
        }
    }
}
