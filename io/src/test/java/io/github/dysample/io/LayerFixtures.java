package io.github.dysample.io;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Layers of many configurations, state dicts with something changed, and how reading them fails. */
final class LayerFixtures {
    private LayerFixtures() {}

    static DySampleWeights weights(DySampleConfig config) {
        int outputs = config.convOutputs();
        float[] weight = new float[outputs * config.convInputs()];
        for (int i = 0; i < weight.length; i++) {
            weight[i] = i / 64f;
        }
        float[] bias = new float[outputs];
        bias[outputs - 1] = 1;
        return new DySampleWeights(config, weight, bias, config.dynamicScope() ? weight.clone() : null, null);
    }

    static List<DySampleConfig> configs() {
        List<DySampleConfig> configs = new ArrayList<>();
        for (Style style : Style.values()) {
            for (int scale : new int[] {1, 2, 3, 4, 5, 7, 8}) {
                for (int groups : new int[] {1, 2, 4}) {
                    configs.add(new DySampleConfig(4 * scale * scale, scale, groups, style, groups == 2));
                }
            }
        }
        return configs;
    }

    static StateDict change(StateDict dict, String name, UnaryOperator<NdArray> change) {
        Map<String, NdArray> arrays = new LinkedHashMap<>(dict.arrays());
        NdArray changed = change.apply(arrays.get(name));
        if (changed == null) {
            arrays.remove(name);
        } else {
            arrays.put(name, changed);
        }
        return new StateDict(arrays);
    }

    static StateDict without(StateDict dict, String name) {
        return change(dict, name, array -> null);
    }

    static void assertRefused(String message, StateDict dict, LayerOptions options) {
        String actual = assertThrows(IllegalArgumentException.class, () -> DySampleLayers.find(dict, options))
                .getMessage();
        assertTrue(actual.contains(message), () -> "\"" + actual + "\" should contain \"" + message + "\"");
    }
}
