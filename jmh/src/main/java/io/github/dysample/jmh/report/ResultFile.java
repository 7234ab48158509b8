package io.github.dysample.jmh.report;

import io.github.dysample.io.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.jr.ob.JSON;

/**
 * A file of JMH's results: an array with one object a benchmark, a line each, as any tool that reads JMH's JSON takes
 * it. The comparison adds to each object under which circumstances it was measured.
 */
public final class ResultFile {
    private static final JSON WITH_NULLS = JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES);

    /** The field of a result that holds its circumstances. */
    private static final String SESSION = "session";

    private ResultFile() {}

    public static List<Map<String, Object>> read(Path file) throws IOException {
        try {
            return parse(Files.readAllBytes(file));
        } catch (NoSuchFileException missing) {
            throw new IOException("there is no file " + file, missing);
        } catch (JacksonException | IllegalArgumentException notJson) {
            throw new IOException(file + " holds no results of JMH: " + notJson.getMessage(), notJson);
        }
    }

    /** The objects that JMH wrote. */
    public static List<Map<String, Object>> parse(byte[] content) {
        if (!(JSON.std.anyFrom(content) instanceof List<?> elements)) {
            throw new IllegalArgumentException("it is not an array");
        }
        List<Map<String, Object>> results = new ArrayList<>();
        for (Object element : elements) {
            if (!(element instanceof Map<?, ?> fields)) {
                throw new IllegalArgumentException("an element is not an object");
            }
            Map<String, Object> result = new LinkedHashMap<>();
            fields.forEach((name, value) -> result.put((String) name, value));
            results.add(result);
        }
        return results;
    }

    /** Adds the circumstances to a result, and leaves out where on its machine the JDK is. */
    public static void annotate(Map<String, Object> result, Circumstances circumstances) {
        result.put("jvm", "java");
        result.put(SESSION, circumstances.fields());
    }

    static Circumstances circumstances(Map<String, Object> result) {
        return Circumstances.of(result.get(SESSION));
    }

    /** Writes a file, whole or not at all. */
    public static void write(Path file, List<Map<String, Object>> results) throws IOException {
        AtomicFile.write(file, out -> out.write(text(results).getBytes(StandardCharsets.UTF_8)));
    }

    static String text(List<Map<String, Object>> results) {
        return results.stream().map(WITH_NULLS::asString).collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    }
}
