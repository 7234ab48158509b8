package io.github.dysample.cli;

import io.github.dysample.DySampleConfig;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.jr.ob.JSON;

/** The layers of a file, for programs. */
final class LayersJson {
    private static final JSON WRITER = JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT);

    private LayersJson() {}

    static String of(Path file, FoundLayers found) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", file.toString());
        json.put("layers", found.layers().stream().map(LayersJson::layer).toList());
        json.put("readAsData", found.inertClasses());
        return WRITER.asString(json);
    }

    private static Map<String, Object> layer(FoundLayers.Layer layer) {
        DySampleConfig config = layer.weights().config();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("prefix", layer.prefix());
        json.put("variant", config.paperName());
        json.put("channels", config.channels());
        json.put("scale", config.scale());
        json.put("groups", config.groups());
        json.put("style", config.style().torchName());
        json.put("dynamicScope", config.dynamicScope());
        if (config.hasEndConv() || layer.unsupportedEnd() != null) {
            json.put("endConv", layer.unsupportedEnd() != null
                    ? layer.unsupportedEnd()
                    : new long[] {config.endConvOutputs(), config.channels(), 1, 1});
            json.put("endConvSupported", config.hasEndConv());
        }
        json.put("ownInitialPositions", layer.weights().hasOwnInitialPositions());
        json.put("dtype", layer.dtype().toString());
        json.put("parameters", layer.weights().parameters());
        if (layer.verdict() != null) {
            json.put("verdict", layer.verdict().toString());
        }
        return json;
    }
}
