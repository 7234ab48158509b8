package io.github.dysample.golden;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The folder {@code testdata} and its flat JSON files. */
final class TestData {
    static final Path FOLDER = Path.of(System.getProperty("basedir", "."), "..", "testdata");

    private TestData() {}

    /** The fields of a JSON object whose values are strings, numbers and booleans. */
    static Map<String, Object> json(Path file) throws IOException {
        Map<String, Object> fields = new HashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), file.toFile())) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                JsonToken token = parser.nextToken();
                fields.put(name, switch (token) {
                    case VALUE_STRING -> parser.getString();
                    case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
                    default -> throw new IOException(file + " has " + token + " at " + name);
                });
            }
        }
        return fields;
    }
}
