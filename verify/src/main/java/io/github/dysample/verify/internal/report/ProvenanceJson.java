package io.github.dysample.verify.internal.report;

import static io.github.dysample.verify.internal.json.JsonText.object;

import io.github.dysample.verify.Provenance;
import java.util.LinkedHashMap;
import java.util.Map;

/** How reports in JSON begin: with where they come from. */
public final class ProvenanceJson {
    private ProvenanceJson() {}

    /** {@return an object to add to; empty for null} */
    public static Map<String, Object> of(Provenance provenance) {
        return provenance == null ? new LinkedHashMap<>() : object(
                "program", provenance.program(),
                "command", provenance.command(),
                "date", provenance.date().toString());
    }
}
