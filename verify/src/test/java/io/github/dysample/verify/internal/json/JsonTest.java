package io.github.dysample.verify.internal.json;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.dysample.io.FileFormatException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {

    private static Json read(String text) throws FileFormatException {
        return Json.read("a.json", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static void refuses(String reason, Executable access) {
        assertEquals("a.json: " + reason, assertThrows(FileFormatException.class, access).getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "[1]                | must be a JSON object",
        "3                  | must be a JSON object",
        "''                 | is not JSON, line 1, column 0: No content to map due to end-of-input",
        "{\"a\": 1, \"a\": 2} | is not JSON, line 1, column 15: Duplicate key (key 'a')",
        "{\"a\": 01}         | is not JSON, line 1, column 8: Invalid numeric value: Leading zeroes not allowed",
        "{} {}              | has more than one JSON value",
        "{\"a\"             | is not JSON, line 1, column 5: Unexpected end-of-input within/between Object entries",
    })
    void whatIsNotOneObjectIsRefused(String text, String reason) {
        refuses(reason, () -> read(text));
    }

    @Test
    void theLimitsOfTheParserAreOnesOfTheFormat() {
        for (String value : List.of("[".repeat(10_000), "9".repeat(10_000))) {
            FileFormatException refused =
                    assertThrows(FileFormatException.class, () -> read("{\"a\": " + value + "}"));
            assertEquals("a.json: is not JSON: ", refused.getMessage().substring(0, 21));
        }
    }

    @Test
    void everyFieldHasAType() throws Exception {
        Json json = read("""
                {"name": "é", "size": 3, "far": 5000000000, "half": 0.5, "on": true, "none": null,
                 "list": [1, 2], "rows": [{"name": "x"}], "inner": {"size": 4.0}}
                """);
        assertEquals("é", json.text("name"));
        assertEquals(3, json.integer("size"));
        assertEquals(5e9, json.number("far"));
        assertEquals(0.5, json.number("half"));
        assertEquals(true, json.truth("on"));
        assertFalse(json.has("none") || json.has("other"));
        assertArrayEquals(new int[] {1, 2}, json.integers("list"));
        assertEquals("x", json.objects("rows").getFirst().text("name"));
        assertEquals(4, json.object("inner").integer("size"));
        refuses("none is missing", () -> json.text("none"));
        refuses("other is missing", () -> json.object("other"));
        refuses("size must be text", () -> json.text("size"));
        refuses("name must be a number", () -> json.number("name"));
        refuses("name must be an object", () -> json.object("name"));
        refuses("half is 0.5, must be a whole number", () -> json.integer("half"));
        refuses("far is 5.0E9, must be a whole number", () -> json.integer("far"));
        refuses("list must be an array of objects", () -> json.objects("list"));
        refuses("rows must be an array of numbers", () -> json.integers("rows"));
    }

    @Test
    void writtenAsItIsReadAgain() throws Exception {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("text", "\"\u0007é");
        object.put("numbers", Arrays.asList(1, -0.0, 1e-9, 1L << 62, true, null));
        object.put("shape", new int[] {2, 3});
        object.put("notFinite", Arrays.asList(Double.NaN, Double.POSITIVE_INFINITY));
        object.put("nan", Double.NaN);
        object.put("inner", Map.of("a", List.of()));
        String text = JsonText.of(object);
        assertEquals("""
                {
                  "text" : "\\"\\u0007é",
                  "numbers" : [ 1, -0.0, 1.0E-9, 4611686018427387904, true, null ],
                  "shape" : [ 2, 3 ],
                  "notFinite" : [ null, null ],
                  "nan" : null,
                  "inner" : {
                    "a" : [ ]
                  }
                }
                """, text);
        assertEquals("\"\u0007é", read(text).text("text"));
        assertArrayEquals(new int[] {2, 3}, read(text).integers("shape"));
    }
}
