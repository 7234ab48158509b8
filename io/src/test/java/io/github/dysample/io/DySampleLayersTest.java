package io.github.dysample.io;

import static io.github.dysample.io.LayerFixtures.assertRefused;
import static io.github.dysample.io.LayerFixtures.change;
import static io.github.dysample.io.LayerFixtures.configs;
import static io.github.dysample.io.LayerFixtures.weights;
import static io.github.dysample.io.LayerFixtures.without;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DySampleLayersTest {
    @Test
    void namesTellWhatMayBelongToALayer() {
        for (String name : List.of("init_pos", "up.offset.weight", "up.offset.bias", "a.scope.weight", "scope.bias",
                "end_conv.weight", "up.offset.weight_g", "up.offset.parametrizations.weight.original0",
                "a\nb.init_pos")) {
            assertTrue(DySampleLayers.isLayerArray(name), name);
        }
        for (String name : List.of("conv.weight", "myoffset.weight", "up.offset", "x.init_pos.y", "")) {
            assertTrue(!DySampleLayers.isLayerArray(name), name);
        }
    }

    @Test
    void layersSurviveTheStateDict() {
        for (DySampleConfig config : configs()) {
            DySampleWeights weights = weights(config);
            List<DySampleLayers.Found> found = DySampleLayers.find(DySampleLayers.toStateDict("neck.up", weights));
            assertEquals(1, found.size());
            assertEquals("neck.up.", found.getFirst().prefix());
            boolean sameEitherWay = config.scale() == 1 && config.style() == Style.PL;
            DySampleWeights back = sameEitherWay
                    ? DySampleLayers.read(
                            DySampleLayers.toStateDict("", weights), "", LayerOptions.NONE.withStyle(Style.PL))
                    : found.getFirst().weights();
            assertEquals(config, back.config());
            assertArrayEquals(weights.offsetWeight(), back.offsetWeight());
            assertArrayEquals(weights.offsetBias(), back.offsetBias());
            assertArrayEquals(weights.scopeWeight(), back.scopeWeight());
            assertNull(back.scopeBias());
        }
    }

    @Test
    void namesAndShapesAreThoseOfPyTorch() {
        StateDict dict = DySampleLayers.toStateDict("", weights(DySampleConfig.dySamplePlus(8)));
        assertEquals(
                "{init_pos=F32(1, 32, 1, 1), offset.weight=F32(32, 8, 1, 1), offset.bias=F32(32,),"
                        + " scope.weight=F32(32, 8, 1, 1)}",
                dict.arrays().toString());
        float[] initPos = dict.get("init_pos").toFloats();
        assertArrayEquals(new float[] {-.25f, .25f, -.25f, .25f}, Arrays.copyOf(initPos, 4), "x by column");
        assertArrayEquals(new float[] {-.25f, -.25f, .25f, .25f}, Arrays.copyOfRange(initPos, 28, 32), "y by row");
    }

    @Test
    void narrowTypesAreAccepted() {
        for (DySampleConfig config : configs()) {
            if (config.scale() == 1) {
                continue;
            }
            StateDict dict = DySampleLayers.toStateDict("", weights(config));
            for (DType dtype : new DType[] {DType.F16, DType.BF16, DType.F64}) {
                Map<String, NdArray> narrow = new LinkedHashMap<>();
                Map<String, NdArray> widened = new LinkedHashMap<>();
                dict.arrays().forEach((name, array) -> {
                    narrow.put(name, array.to(dtype));
                    widened.put(name, array.to(dtype).to(DType.F32));
                });
                assertEquals(config, DySampleLayers.find(new StateDict(narrow)).getFirst().weights().config());
                assertEquals(config, DySampleLayers.find(new StateDict(widened)).getFirst().weights().config());
            }
        }
    }

    @Test
    void initPosIsChecked() {
        StateDict dict = DySampleLayers.toStateDict("up", weights(new DySampleConfig(9, 3, 3, Style.LP, false)));
        StateDict noise = change(dict, "up.init_pos", array -> {
            float[] values = array.toFloats().clone();
            values[7] += 0.1f;
            return NdArray.of(values, array.shape());
        });
        assertRefused("layer \"up.\": init_pos has 54 values that are not the positions of any scale: give the scale",
                noise, LayerOptions.NONE);
        assertRefused("nor 54 a number that scale 2 can have", noise, LayerOptions.NONE.withScale(2));
        StateDict shorter = change(dict, "up.init_pos", array -> NdArray.of(new float[7], 7));
        assertRefused("init_pos has 7 values that are not", shorter, LayerOptions.NONE);
        StateDict other = change(dict, "up.offset.weight", array -> NdArray.of(new float[180], 20, 9, 1, 1));
        assertRefused("offset.weight of 20 outputs and 9 inputs does not fit init_pos of 54 channels and scale 3, which"
                + " needs 54 outputs (lp) or 6 (pl)", other, LayerOptions.NONE);
    }

    @Test
    void initPosIsData() {
        for (Style style : Style.values()) {
            DySampleConfig config = new DySampleConfig(18, 3, 1, style, false);
            StateDict dict = DySampleLayers.toStateDict("up", weights(config));
            StateDict halved = change(dict, "up.init_pos", array -> array.to(DType.BF16));
            assertOwnPositions(config, halved, LayerOptions.NONE);
            StateDict swapped = change(dict, "up.init_pos", array -> {
                float[] values = array.toFloats();
                float[] back = new float[values.length];
                System.arraycopy(values, 9, back, 0, 9);
                System.arraycopy(values, 0, back, 9, 9);
                return NdArray.of(back, array.shape());
            });
            assertOwnPositions(config, swapped, LayerOptions.NONE);
            StateDict free = change(dict, "up.init_pos", array -> NdArray.of(values(18), array.shape()));
            assertOwnPositions(config, free, style == Style.LP ? LayerOptions.NONE.withScale(3) : LayerOptions.NONE);
        }
    }

    private static void assertOwnPositions(DySampleConfig config, StateDict dict, LayerOptions options) {
        DySampleWeights weights = DySampleLayers.read(dict, "up", options);
        assertEquals(config, weights.config());
        assertArrayEquals(dict.get("up.init_pos").toFloats(), weights.initialPositions());
        assertTrue(weights.hasOwnInitialPositions());
        assertTrue(weights.toString().contains("own initial positions"), weights.toString());
        StateDict written = DySampleLayers.toStateDict("up", weights);
        assertArrayEquals(weights.initialPositions(), written.get("up.init_pos").toFloats());
    }

    private static float[] values(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = i * 0.01f;
        }
        return values;
    }

    @Test
    void endConvIsPartOfTheLayer() {
        DySampleConfig config = new DySampleConfig(12, 2, 4, Style.LP, true);
        DySampleWeights weights = weights(config).withEndConv(3, values(36), values(3));
        StateDict dict = DySampleLayers.toStateDict("to_img", weights);
        DySampleWeights back = DySampleLayers.read(dict, "to_img", LayerOptions.NONE);
        assertEquals(config.withEndConv(3), back.config());
        assertArrayEquals(values(36), back.endConvWeight());
        assertArrayEquals(values(3), back.endConvBias());
        assertEquals(config, DySampleLayers.read(dict, "to_img", LayerOptions.NONE.leavingOutEndConv()).config());
        assertRefused("end_conv.weight has shape (4, 9, 1, 1), must be (outputs, 12, 1, 1)",
                change(dict, "to_img.end_conv.weight", _ -> NdArray.of(values(36), 4, 9, 1, 1)), LayerOptions.NONE);

        StateDict wide = change(dict, "to_img.end_conv.weight", _ -> NdArray.of(new float[324], 3, 12, 3, 3));
        EndConvException refused = assertThrows(
                EndConvException.class, () -> DySampleLayers.read(wide, "to_img", LayerOptions.NONE));
        assertArrayEquals(new long[] {3, 12, 3, 3}, refused.shape());
        assertTrue(refused.getMessage().contains("the layer gives the 12 sampled channels"), refused.getMessage());
        assertEquals(config, DySampleLayers.read(wide, "to_img", LayerOptions.NONE.leavingOutEndConv()).config());
    }

    @Test
    void optionsMustAgreeWithInitPos() {
        StateDict dict = DySampleLayers.toStateDict("", weights(DySampleConfig.dySample(8)));
        LayerOptions right = new LayerOptions(2, 4, Style.LP);
        assertEquals(DySampleConfig.dySample(8), DySampleLayers.find(dict, right).getFirst().weights().config());
        assertRefused("scale 3 was asked for, the state dict has 2", dict, LayerOptions.NONE.withScale(3));
        assertRefused("groups 8 was asked for, the state dict has 4", dict, LayerOptions.NONE.withGroups(8));
        assertRefused("style pl was asked for, the state dict has lp", dict, LayerOptions.NONE.withStyle(Style.PL));
    }

    @Test
    void otherConvolutionsAreNotMistakenForLayers() {
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        arrays.put("dcn.offset.weight", NdArray.of(new float[18 * 4 * 9], 18, 4, 3, 3));
        arrays.put("dcn.conv_offset.weight", NdArray.of(new float[8 * 4], 8, 4, 1, 1));
        arrays.put("attention.offset.weight", NdArray.of(new float[8 * 4], 8, 4, 1, 1));
        arrays.put("table.offset.weight", NdArray.of(DType.I64, new long[8], 8, 1));
        arrays.put("odd.offset.weight", NdArray.of(new float[7 * 4], 7, 4, 1, 1));
        assertEquals(List.of("attention."), DySampleLayers.prefixes(new StateDict(arrays)));
        arrays.putAll(DySampleLayers.toStateDict("up", weights(DySampleConfig.dySample(8))).arrays());
        StateDict dict = new StateDict(arrays);
        assertEquals(List.of("up."), DySampleLayers.prefixes(dict), "those with init_pos are the layers");
        assertEquals(1, DySampleLayers.find(dict).size());
        assertEquals(
                new DySampleConfig(4, 1, 4, Style.LP, false),
                DySampleLayers.read(dict, "attention", new LayerOptions(1, null, Style.LP)).config(),
                "asked for by name it is read");
        assertTrue(assertThrows(
                        IllegalArgumentException.class, () -> DySampleLayers.read(dict, "dcn", LayerOptions.NONE))
                .getMessage()
                .contains("offset.weight is F32(18, 4, 3, 3), must be floating-point of shape (out, in, 1, 1)"));
        assertTrue(assertThrows(
                        IllegalArgumentException.class, () -> DySampleLayers.read(dict, "gone", LayerOptions.NONE))
                .getMessage()
                .contains("no layer \"gone\" in the state dict; it has: up."));
    }

    @Test
    void partsMayBeMissingOrOld() {
        DySampleConfig config = DySampleConfig.dySamplePlus(8);
        StateDict dict = DySampleLayers.toStateDict("", weights(config));
        assertNull(DySampleLayers.find(without(dict, "offset.bias")).getFirst().weights().offsetBias());
        StateDict old = change(dict, "scope.bias", none -> NdArray.of(new float[32], 32));
        assertEquals(32, DySampleLayers.find(old).getFirst().weights().scopeBias().length);
        assertEquals(old, DySampleLayers.toStateDict("", DySampleLayers.find(old).getFirst().weights()));
        StateDict flat = change(dict, "offset.weight", array -> NdArray.of(array.toFloats(), 32, 8));
        assertEquals(config, DySampleLayers.find(flat).getFirst().weights().config());
    }

    @Test
    void partsThatDoNotFitAreRefused() {
        StateDict dict = DySampleLayers.toStateDict("", weights(DySampleConfig.dySamplePlus(8)));
        assertRefused("scope.weight has shape (32, 4, 1, 1), offset.weight (32, 8, 1, 1)",
                change(dict, "scope.weight", array -> NdArray.of(new float[128], 32, 4, 1, 1)), LayerOptions.NONE);
        assertRefused("offset.bias has 31 values, 32 are needed",
                change(dict, "offset.bias", array -> NdArray.of(new float[31], 31)), LayerOptions.NONE);
        StateDict plain = without(dict, "scope.weight");
        assertRefused("scope.bias is given without scope.weight",
                change(plain, "scope.bias", array -> NdArray.of(new float[32], 32)), LayerOptions.NONE);
        assertThrows(IllegalArgumentException.class, () -> LayerOptions.NONE.withScale(0));
        assertThrows(IllegalArgumentException.class, () -> LayerOptions.NONE.withGroups(-1));
    }
}
