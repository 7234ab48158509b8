package io.github.dysample.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers whose weights are in parts, or in a form that cannot be used. */
class OtherFormsTest {
    private static final DySampleWeights WEIGHTS = DySampleWeights.initial(DySampleConfig.dySample(8), 1);
    private static final long[] SHAPE = {32, 8, 1, 1};

    /** The layer without its offset.weight, and with other arrays. */
    private static StateDict with(Map<String, NdArray> others) {
        Map<String, NdArray> arrays = new LinkedHashMap<>(DySampleLayers.toStateDict("up", WEIGHTS).arrays());
        arrays.remove("up.offset.weight");
        arrays.putAll(others);
        return new StateDict(arrays);
    }

    private static float[] read(StateDict dict) {
        return DySampleLayers.find(dict).getFirst().weights().offsetWeight();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "up.offset.weight_g up.offset.weight_v",
        "up.offset.parametrizations.weight.original0 up.offset.parametrizations.weight.original1"
    })
    void weightNormIsComputed(String names) {
        float[] weight = WEIGHTS.offsetWeight();
        NdArray direction = NdArray.of(weight, SHAPE);
        String length = names.split(" ")[0];
        String v = names.split(" ")[1];

        float[] lengths = new float[32];
        Arrays.fill(lengths, 2);
        float[] byRow = read(with(Map.of(length, NdArray.of(lengths, 32, 1, 1, 1), v, direction)));
        double square = 0;
        for (int i = 0; i < 8; i++) {
            square += (double) weight[i] * weight[i];
        }
        for (int i = 0; i < 8; i++) {
            assertEquals((float) (2 * weight[i] / Math.sqrt(square)), byRow[i]);
        }
        float[] byColumn = read(with(Map.of(length, NdArray.of(Arrays.copyOf(lengths, 8), 1, 8, 1, 1), v, direction)));
        square = 0;
        for (int row = 0; row < 32; row++) {
            square += (double) weight[8 * row + 3] * weight[8 * row + 3];
        }
        assertEquals((float) (2 * weight[3] / Math.sqrt(square)), byColumn[3]);
        float[] whole = read(with(Map.of(length, NdArray.of(new float[] {2}), v, direction)));
        double sum = 0;
        for (float value : whole) {
            sum += (double) value * value;
        }
        assertEquals(4, sum, 1e-6); // the norm is 2, but for the rounding of 256 values
    }

    @Test
    void partsWithoutElements() {
        NdArray direction = NdArray.of(new float[0], 1L << 40, 0);
        StateDict dict = with(ordered("up.offset.weight_g", NdArray.of(new float[1]), "up.offset.weight_v", direction));
        LayerFixtures.assertRefused("1099511627776 outputs and 0 inputs", dict, LayerOptions.NONE);
    }

    @Test
    void prunedWeightsAreMasked() {
        float[] mask = new float[256];
        mask[5] = 1;
        float[] weight = read(with(Map.of(
                "up.offset.weight_orig", NdArray.of(WEIGHTS.offsetWeight(), SHAPE),
                "up.offset.weight_mask", NdArray.of(mask, SHAPE))));
        float[] expected = new float[256];
        expected[5] = WEIGHTS.offsetWeight()[5];
        for (int i = 0; i < 256; i++) {
            expected[i] = WEIGHTS.offsetWeight()[i] * mask[i];
        }
        assertArrayEquals(expected, weight);
    }

    @Test
    void otherFormsAreNamed() {
        NdArray weight = NdArray.of(WEIGHTS.offsetWeight(), SHAPE);
        assertSeen("quantised, I8(32, 8, 1, 1)",
                Map.of("up.offset.weight", NdArray.of(DType.I8, new byte[256], SHAPE)));
        assertSeen("F32(32, 8, 3, 3), where DySample has a 1×1",
                Map.of("up.offset.weight", NdArray.of(new float[2304], 32, 8, 3, 3)));
        assertSeen("adapter (offset.bias, offset.base_layer.weight, offset.lora_A.weight)", ordered(
                "up.offset.base_layer.weight", weight, "up.offset.lora_A.weight", weight));
        assertSeen("remove_spectral_norm", ordered(
                "up.offset.weight_orig", weight, "up.offset.weight_u", NdArray.of(new float[32], 32)));
        assertSeen("remove_parametrizations", Map.of("up.offset.parametrizations.weight.original", weight));
        assertSeen("other names (offset.bias, offset.conv.weight)", Map.of("up.offset.conv.weight", weight));
    }

    private static Map<String, NdArray> ordered(String name, NdArray value, String other, NdArray otherValue) {
        Map<String, NdArray> map = new LinkedHashMap<>();
        map.put(name, value);
        map.put(other, otherValue);
        return map;
    }

    private static void assertSeen(String words, Map<String, NdArray> arrays) {
        StateDict dict = with(arrays);
        assertEquals(List.of(), DySampleLayers.prefixes(dict));
        String message = assertThrows(
                LayerChoiceException.class, () -> DySampleLayers.read(dict, "other", LayerOptions.NONE)).getMessage();
        assertTrue(message.contains("\"up.\" is close to one, but ") && message.contains(words), message);
    }
}
