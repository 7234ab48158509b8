package io.github.dysample.verify.internal.json;

import io.github.dysample.io.FileFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A JSON object with typed access.
 *
 * @param source the file, for messages
 * @param fields text, {@code Double}, {@code Boolean}, {@code Json}, {@code List} or null
 */
public record Json(String source, Map<String, Object> fields) {

    /** What the parser says of its own strictness. */
    private static final Pattern REMARK = Pattern.compile(" \\(start marker at .*\\)");

    /** Reads an object from a file. */
    public static Json read(Path file) throws IOException {
        return read(file.toString(), new ByteArrayInputStream(Files.readAllBytes(file)));
    }

    /** Reads an object. */
    public static Json read(String source, InputStream in) throws FileFormatException {
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), in)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw wrong(source, "a JSON object is expected");
            }
            return object(source, parser);
        } catch (JacksonException broken) {
            String reason = REMARK.matcher(broken.getOriginalMessage()).replaceAll("");
            throw wrong(source, "is no JSON, line " + broken.getLocation().getLineNr() + ", column "
                    + broken.getLocation().getColumnNr() + ": " + reason);
        }
    }

    private static Object value(String source, JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(source, parser);
            case START_ARRAY -> array(source, parser);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
            case VALUE_NULL -> null;
            default -> parser.getString();
        };
    }

    private static Json object(String source, JsonParser parser) {
        Map<String, Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            fields.put(name, value(source, parser));
        }
        return new Json(source, fields);
    }

    private static List<Object> array(String source, JsonParser parser) {
        List<Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(source, parser));
        }
        return elements;
    }

    /** {@return whether a field is there and not null} */
    public boolean has(String name) {
        return fields.get(name) != null;
    }

    /** {@return a field that is an object} */
    public Json object(String name) throws FileFormatException {
        return get(name, Json.class, "an object");
    }

    /** {@return a field that is an array of objects} */
    public List<Json> objects(String name) throws FileFormatException {
        List<Json> objects = new ArrayList<>();
        for (Object element : get(name, List.class, "an array")) {
            if (!(element instanceof Json object)) {
                throw wrong(source, name + " must be an array of objects");
            }
            objects.add(object);
        }
        return objects;
    }

    /** {@return a field that is an array of whole numbers} */
    public int[] integers(String name) throws FileFormatException {
        List<?> list = get(name, List.class, "an array");
        int[] integers = new int[list.size()];
        for (int i = 0; i < integers.length; i++) {
            if (!(list.get(i) instanceof Double number)) {
                throw wrong(source, name + " must be an array of numbers");
            }
            integers[i] = whole(name, number);
        }
        return integers;
    }

    /** {@return a field that is a whole number} */
    public int integer(String name) throws FileFormatException {
        return whole(name, number(name));
    }

    private int whole(String name, double number) throws FileFormatException {
        if (number != (int) number) {
            throw wrong(source, name + " is " + number + ", must be a whole number");
        }
        return (int) number;
    }

    /** {@return a field that is a number} */
    public double number(String name) throws FileFormatException {
        return get(name, Double.class, "a number");
    }

    /** {@return a field that is true or false} */
    public boolean truth(String name) throws FileFormatException {
        return get(name, Boolean.class, "true or false");
    }

    /** {@return a field that is text} */
    public String text(String name) throws FileFormatException {
        return get(name, String.class, "text");
    }

    private <T> T get(String name, Class<T> type, String kind) throws FileFormatException {
        if (!type.isInstance(fields.get(name))) {
            throw wrong(source, name + (has(name) ? " must be " + kind : " is missing"));
        }
        return type.cast(fields.get(name));
    }

    private static FileFormatException wrong(String source, String reason) {
        return new FileFormatException(source, FileFormatException.NO_POSITION, reason);
    }
}
