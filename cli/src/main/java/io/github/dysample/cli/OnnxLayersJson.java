package io.github.dysample.cli;

import io.github.dysample.DySampleConfig;
import io.github.dysample.onnx.OnnxLayer;
import io.github.dysample.onnx.OtherSampler;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.jr.ob.JSON;

/** The layers of an ONNX file, for programs: the same keys for all, null where a sampler is not a layer. */
final class OnnxLayersJson {
    private static final JSON WRITER =
            JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT, JSON.Feature.WRITE_NULL_PROPERTIES);

    private OnnxLayersJson() {}

    static String of(OnnxCheckpoint found) {
        List<Map<String, Object>> all = new ArrayList<>();
        found.layers().forEach(layer -> all.add(layer(layer)));
        found.others().forEach(other -> all.add(other(other)));
        return WRITER.asString(all);
    }

    private static Map<String, Object> layer(OnnxLayer layer) {
        DySampleConfig config = layer.weights().config();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", layer.name());
        json.put("x", layer.x());
        json.put("y", layer.y());
        json.put("channels", config.channels());
        json.put("scale", config.scale());
        json.put("groups", config.groups());
        json.put("style", config.style().torchName());
        json.put("dynamicScope", config.dynamicScope());
        json.put("verdict", layer.verdict().toString());
        json.put("reason", layer.reason());
        return json;
    }

    private static Map<String, Object> other(OtherSampler other) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", other.name());
        for (String ofLayers : new String[] {"x", "y", "channels", "scale", "groups", "style", "dynamicScope"}) {
            json.put(ofLayers, null);
        }
        json.put("verdict", "REFUSED");
        json.put("reason", other.reason());
        return json;
    }
}
