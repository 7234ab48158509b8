package io.github.dysample.io;

import static io.github.dysample.io.LayerFixtures.assertRefused;
import static io.github.dysample.io.LayerFixtures.configs;
import static io.github.dysample.io.LayerFixtures.weights;
import static io.github.dysample.io.LayerFixtures.without;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.DySampleConfig;
import io.github.dysample.Style;
import io.github.dysample.io.AmbiguousLayerException.Missing;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Layers without {@code init_pos}, whose shapes alone leave something open. */
class AmbiguousLayersTest {
    @Test
    void withoutInitPosTheOptionsResolveEveryConfig() {
        for (DySampleConfig config : configs()) {
            StateDict dict = without(DySampleLayers.toStateDict("", weights(config)), "init_pos");
            LayerOptions styleAndScale = new LayerOptions(config.scale(), null, config.style());
            assertEquals(config, DySampleLayers.find(dict, styleAndScale).getFirst().weights().config());
            LayerOptions all = styleAndScale.withGroups(config.groups());
            assertEquals(config, DySampleLayers.find(dict, all).getFirst().weights().config());
            if (config.style() == Style.LP) {
                LayerOptions styleAndGroups = new LayerOptions(null, config.groups(), Style.LP);
                assertEquals(config, DySampleLayers.find(dict, styleAndGroups).getFirst().weights().config());
            }
        }
    }

    @Test
    void withoutInitPosTheChannelsTellTheStyle() {
        for (DySampleConfig config : configs()) {
            StateDict dict = without(DySampleLayers.toStateDict("", weights(config)), "init_pos");
            LayerOptions known = LayerOptions.NONE.withChannels(config.channels()).withScale(config.scale());
            assertEquals(config, withStyleOf(config, dict, known));
        }
        StateDict lp = without(DySampleLayers.toStateDict("", weights(DySampleConfig.dySample(64))), "init_pos");
        assertOpen(Missing.SCALE_OR_GROUPS, "give the scale or the groups", lp, LayerOptions.NONE.withChannels(64));
        assertRefused("do not fit channels 48", lp, LayerOptions.NONE.withChannels(48));
        StateDict pl = without(DySampleLayers.toStateDict("", weights(DySampleConfig.dySampleS(64))), "init_pos");
        assertEquals(DySampleConfig.dySampleS(64),
                DySampleLayers.find(pl, LayerOptions.NONE.withChannels(64)).getFirst().weights().config(),
                "channels over inputs are the square of the scale");
    }

    /** With scale 1 the styles are the same layer and the reader says lp, so the style is asked for. */
    private static DySampleConfig withStyleOf(DySampleConfig config, StateDict dict, LayerOptions options) {
        LayerOptions asked = config.scale() == 1 ? options.withStyle(config.style()) : options;
        return DySampleLayers.find(dict, asked).getFirst().weights().config();
    }

    @Test
    void withoutInitPosMessagesSayWhatToGive() {
        StateDict whole = DySampleLayers.toStateDict("up.", weights(DySampleConfig.dySample(64)));
        StateDict dict = without(whole, "up.init_pos");
        assertOpen(Missing.SCALE_AND_STYLE, "layer \"up.\": offset.weight of 32 outputs and 64 inputs and no init_pos,"
                + " which may be lp with scale 1 and groups 16; lp with scale 2 and groups 4; lp with scale 4 and"
                + " groups 1; pl with scale unknown and groups 16: give the scale and the style",
                dict, LayerOptions.NONE);
        assertOpen(Missing.STYLE, "give the style", dict, LayerOptions.NONE.withScale(2));
        assertOpen(Missing.SCALE_OR_GROUPS, "give the scale or the groups", dict,
                LayerOptions.NONE.withStyle(Style.LP));
        assertOpen(Missing.SCALE, "pl with scale unknown and groups 16: give the scale", dict,
                LayerOptions.NONE.withStyle(Style.PL));
        assertRefused("do not fit style lp, scale 3", dict, new LayerOptions(3, null, Style.LP));
        assertRefused("do not fit scale 2, groups 7", dict, new LayerOptions(2, 7, null));
        assertEquals(
                DySampleConfig.dySample(64),
                DySampleLayers.find(dict, new LayerOptions(2, 4, null)).getFirst().weights().config(),
                "the groups settle the style, for pl would have 16");
    }

    private static void assertOpen(Missing missing, String end, StateDict dict, LayerOptions options) {
        AmbiguousLayerException open =
                assertThrows(AmbiguousLayerException.class, () -> DySampleLayers.find(dict, options));
        assertEquals(missing, open.missing());
        assertTrue(open.getMessage().endsWith(end), open.getMessage());
    }

    @Test
    void theScaleAloneSettlesWhatOnlyOneStyleFits() {
        StateDict dict = new StateDict(Map.of("offset.weight", NdArray.of(new float[14 * 7], 14, 7, 1, 1)));
        assertEquals(
                new DySampleConfig(63, 3, 7, Style.PL, false),
                DySampleLayers.find(dict, LayerOptions.NONE.withScale(3)).getFirst().weights().config(),
                "14 outputs are not 2·g·9");
    }

    @Test
    void aScaleBeyondAllChannelsIsRefusedWithTheNumbers() {
        StateDict dict = new StateDict(Map.of("offset.weight", NdArray.of(new float[8 * 16], 8, 16)));
        for (int scale : new int[] {Integer.MAX_VALUE, 1 << 30, 11_586}) {
            assertRefused("scale " + scale + " is more than a pl layer of 16 inputs can have, at most 11585",
                    dict, new LayerOptions(scale, null, null));
        }
    }
}
