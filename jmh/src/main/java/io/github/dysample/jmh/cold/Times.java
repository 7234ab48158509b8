package io.github.dysample.jmh.cold;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * What one process measured, which it prints as one line.
 *
 * @param firstResult when it had its first output, in milliseconds since 1970
 * @param makeMillis how long making the layer took
 * @param callMillis how long each of the first calls took
 * @param settledMillis the median call after that, NaN if not measured
 * @param bytesPerCall what such a call allocates on the Java heap, NaN if not measured
 * @param bits the checksums of the outputs, of several different ones with a + between them
 * @param version of what computed, such as 25.0.3
 */
record Times(
        long firstResult,
        double makeMillis,
        double[] callMillis,
        double settledMillis,
        double bytesPerCall,
        String bits,
        String version) {
    private static final String MARK = "cold ";

    /** As {@link #parse} reads it. */
    String line() {
        String calls = Arrays.stream(callMillis).mapToObj(Double::toString).collect(Collectors.joining(","));
        return MARK + "first=" + firstResult + " make=" + makeMillis + " calls=" + calls + " settled=" + settledMillis
                + " bytes=" + bytesPerCall + " bits=" + bits + " version=" + version;
    }

    /**
     * The times in what a process printed; other lines, such as warnings of the JVM, are passed over.
     *
     * @throws IllegalArgumentException if they are not there
     */
    static Times parse(String output) {
        String line = output.lines()
                .filter(text -> text.startsWith(MARK))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("it printed no times"));
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : line.substring(MARK.length()).split(" ")) {
            int equals = field.indexOf('=');
            fields.put(field.substring(0, Math.max(0, equals)), field.substring(equals + 1));
        }
        return new Times(
                Long.parseLong(field(fields, "first")),
                Double.parseDouble(field(fields, "make")),
                Arrays.stream(field(fields, "calls").split(",")).mapToDouble(Double::parseDouble).toArray(),
                Double.parseDouble(field(fields, "settled")),
                Double.parseDouble(field(fields, "bytes")),
                field(fields, "bits"),
                field(fields, "version"));
    }

    private static String field(Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("its line of times lacks " + name);
        }
        return value;
    }

    double firstMillis() {
        return callMillis[0];
    }

    /** The time of the first calls together. */
    double sumMillis(int calls) {
        return DoubleStream.of(callMillis).limit(calls).sum();
    }
}
