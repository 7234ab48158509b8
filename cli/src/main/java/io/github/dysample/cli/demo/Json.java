package io.github.dysample.cli.demo;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** A JSON object with typed access, for the demo's own small record. */
record Json(Map<String, Object> fields) {

    static Json read(InputStream in) {
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), in)) {
            parser.nextToken();
            return (Json) value(parser);
        }
    }

    private static Object value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
            default -> parser.getString();
        };
    }

    private static Json object(JsonParser parser) {
        Map<String, Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            fields.put(name, value(parser));
        }
        return new Json(fields);
    }

    private static List<Object> array(JsonParser parser) {
        List<Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(parser));
        }
        return elements;
    }

    Json object(String name) {
        return get(name, Json.class);
    }

    List<Json> objects(String name) {
        return list(name).stream().map(Json.class::cast).toList();
    }

    int[] integers(String name) {
        return list(name).stream().mapToInt(element -> ((Double) element).intValue()).toArray();
    }

    private List<?> list(String name) {
        return get(name, List.class);
    }

    int integer(String name) {
        return get(name, Double.class).intValue();
    }

    String text(String name) {
        return get(name, String.class);
    }

    private <T> T get(String name, Class<T> type) {
        if (!type.isInstance(fields.get(name))) {
            throw new IllegalStateException("demo.json: " + name + " is missing or no " + type.getSimpleName());
        }
        return type.cast(fields.get(name));
    }
}
