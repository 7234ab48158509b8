package io.github.dysample.jmh.cold;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One process.
 *
 * @param start which
 * @param startToResult milliseconds from its start to its first output
 * @param times what it measured
 */
record Run(Start start, long startToResult, Times times) {

    /** As the file of results has it; what was not measured is null. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("benchmark", "cold");
        fields.put("kind", start.kind().name());
        fields.put("jvmArgs", start.kind().options());
        fields.put("shape", start.shape().toString());
        fields.put("choice", start.choice().name());
        fields.put("version", times.version());
        fields.put("startToResultMillis", startToResult);
        fields.put("makeMillis", times.makeMillis());
        fields.put("callMillis", Arrays.stream(times.callMillis()).boxed().toList());
        fields.put("settledMillis", measured(times.settledMillis()));
        fields.put("bytesPerCall", measured(times.bytesPerCall()));
        fields.put("bits", times.bits());
        return fields;
    }

    private static Object measured(double value) {
        return Double.isNaN(value) ? null : value;
    }
}
