package io.github.dysample.verify.internal.json;

import io.github.dysample.io.FileFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.jr.ob.JSON;

/**
 * A JSON object with typed access.
 *
 * @param source the file, for messages
 * @param fields text, {@code Number}, {@code Boolean}, {@code Map}, {@code List} or null
 */
public record Json(String source, Map<?, ?> fields) {
    private static final JSON STRICT = JSON.std.with(JSON.Feature.FAIL_ON_DUPLICATE_MAP_KEYS);

    /** Remarks of the parser that mean nothing to a reader. */
    private static final Pattern REMARK = Pattern.compile(" \\(start marker at .*\\)");

    /** Reads an object from a file. */
    public static Json read(Path file) throws IOException {
        return read(file.toString(), new ByteArrayInputStream(Files.readAllBytes(file)));
    }

    /** Reads an object. */
    public static Json read(String source, InputStream in) throws FileFormatException {
        try (JsonParser parser = STRICT.createParser(in)) {
            Object value = STRICT.anyFrom(parser);
            if (parser.nextToken() != null) {
                throw wrong(source, "has more than one JSON value");
            }
            if (value instanceof Map<?, ?> fields) {
                return new Json(source, fields);
            }
            throw wrong(source, "must be a JSON object");
        } catch (JacksonException broken) {
            TokenStreamLocation at = broken.getLocation(); // null where a limit of the parser is exceeded
            throw wrong(source, "is not JSON"
                    + (at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr())
                    + ": " + REMARK.matcher(broken.getOriginalMessage()).replaceAll(""));
        }
    }

    /** {@return whether a field is there and not null} */
    public boolean has(String name) {
        return fields.get(name) != null;
    }

    /** {@return a field that is an object} */
    public Json object(String name) throws FileFormatException {
        return new Json(source, get(name, Map.class, "an object"));
    }

    /** {@return a field that is an array of objects} */
    public List<Json> objects(String name) throws FileFormatException {
        List<Json> objects = new ArrayList<>();
        for (Object element : get(name, List.class, "an array")) {
            if (!(element instanceof Map<?, ?> object)) {
                throw wrong(source, name + " must be an array of objects");
            }
            objects.add(new Json(source, object));
        }
        return objects;
    }

    /** {@return a field that is an array of whole numbers} */
    public int[] integers(String name) throws FileFormatException {
        List<?> list = get(name, List.class, "an array");
        int[] integers = new int[list.size()];
        for (int i = 0; i < integers.length; i++) {
            if (!(list.get(i) instanceof Number number)) {
                throw wrong(source, name + " must be an array of numbers");
            }
            integers[i] = whole(name, number.doubleValue());
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
        return get(name, Number.class, "a number").doubleValue();
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
