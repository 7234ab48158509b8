package io.github.dysample.io.internal.layer;

import io.github.dysample.io.NdArray;
import io.github.dysample.io.StateDict;
import io.github.dysample.io.internal.bytes.Quote;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Layers that are in a state dict, but with an offset convolution in a form that cannot be used: what was seen, in
 * words.
 */
public final class OtherForms {
    private static final String OFFSET = "offset.";
    private static final String WEIGHT = "weight";
    private static final int MOST = 3;

    private OtherForms() {}

    /** What looks like a layer and cannot be used; empty if there is nothing like that. */
    public static String seen(StateDict dict) {
        List<String> sentences = new ArrayList<>();
        modules(dict).forEach((prefix, arrays) -> {
            String form = form(arrays);
            if (form != null) {
                sentences.add(Quote.of(prefix) + " is close to one, but " + form);
            }
        });
        String more = sentences.size() > MOST ? " and " + (sentences.size() - MOST) + " more" : "";
        return sentences.isEmpty() ? "" : "; " + String.join("; ", sentences.stream().limit(MOST).toList()) + more;
    }

    /** The arrays under {@code offset} by the prefix before it. */
    private static Map<String, Map<String, NdArray>> modules(StateDict dict) {
        Map<String, Map<String, NdArray>> modules = new LinkedHashMap<>();
        dict.arrays().forEach((name, array) -> {
            int at = name.startsWith(OFFSET) ? 0 : name.lastIndexOf("." + OFFSET) + 1;
            if (name.startsWith(OFFSET, at)) {
                modules.computeIfAbsent(name.substring(0, at), _ -> new LinkedHashMap<>())
                        .put(name.substring(at + OFFSET.length()), array);
            }
        });
        return modules;
    }

    private static String form(Map<String, NdArray> arrays) {
        NdArray weight = arrays.get(WEIGHT);
        String names = Quote.list(arrays.keySet().stream().map(OFFSET::concat).toList());
        if (has(arrays, "lora_") || has(arrays, "base_layer")) {
            return "its offset has an adapter (" + names + "); merge it and save again";
        }
        if (weight != null && !weight.dtype().isFloating()) {
            return "its offset.weight is quantised, " + weight + "; save it in floating point";
        }
        if (weight != null) {
            return LayerArrays.isPointwise(weight)
                    ? null
                    : "its offset.weight is " + weight + ", where DySample has a 1×1 convolution";
        }
        if (has(arrays, "weight_u")) {
            return "its offset has spectral_norm (" + names + "); call remove_spectral_norm and save again";
        }
        if (has(arrays, "parametrizations")) {
            return "its offset has a parametrization (" + names + "); call remove_parametrizations and save again";
        }
        return "its offset is a module with other names (" + names + "); save the convolution as offset.weight";
    }

    private static boolean has(Map<String, NdArray> arrays, String part) {
        return arrays.keySet().stream().anyMatch(name -> name.contains(part));
    }
}
