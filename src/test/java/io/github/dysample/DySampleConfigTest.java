package io.github.dysample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DySampleConfigTest {

    @Test
    void thePapersFour() {
        assertEquals(new DySampleConfig(64, 2, 4, Style.LP, false), DySampleConfig.dySample(64));
        assertEquals(new DySampleConfig(64, 2, 4, Style.LP, true), DySampleConfig.dySamplePlus(64));
        assertEquals(new DySampleConfig(64, 2, 8, Style.PL, false), DySampleConfig.dySampleS(64));
        assertEquals(new DySampleConfig(64, 2, 8, Style.PL, true), DySampleConfig.dySampleSPlus(64));
    }

    @Test
    void theirNames() {
        assertEquals("DySample", DySampleConfig.dySample(64).paperName());
        assertEquals("DySample+", DySampleConfig.dySamplePlus(64).paperName());
        assertEquals("DySample-S", DySampleConfig.dySampleS(64).paperName());
        assertEquals("DySample-S+", DySampleConfig.dySampleSPlus(64).paperName());
    }

    @ParameterizedTest
    @CsvSource({
        // channels, scale, groups, style: channels to a group, offset channels, inputs and outputs of the convolution
        "64, 2, 4, LP, 16,  32, 64, 32", "64, 2, 8, PL,  8,  64, 16, 16", "18, 3, 2, PL, 9, 36, 2, 4",
        " 5, 1, 5, LP,  1,  10,  5, 10", " 5, 1, 1, PL,  5,   2,  5,  2", "12, 4, 3, LP, 4, 96, 12, 96"
    })
    void sizes(int channels, int scale, int groups, Style style, int perGroup, int offsets, int inputs, int outputs) {
        DySampleConfig config = new DySampleConfig(channels, scale, groups, style, false);
        assertEquals(perGroup, config.channelsPerGroup());
        assertEquals(offsets, config.offsetChannels());
        assertEquals(inputs, config.convInputs());
        assertEquals(outputs, config.convOutputs());
    }

    @Test
    void otherScaleAndGroups() {
        DySampleConfig config = DySampleConfig.dySamplePlus(48);
        assertEquals(new DySampleConfig(48, 3, 4, Style.LP, true), config.withScale(3));
        assertEquals(new DySampleConfig(48, 2, 6, Style.LP, true), config.withGroups(6));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 2, 4, LP, channels is 0", "-4, 2, 4, LP, channels is -4", "4, 0, 4, LP, scale is 0",
        "4, -1, 4, LP, scale is -1", "4, 2, 0, LP, groups is 0", "4, 2, -2, LP, groups is -2",
        "6, 2, 4, LP, channels 6 is not a multiple of groups 4",
        "2, 1, 4, LP, channels 2 is not a multiple of groups 4",
        "6, 2, 2, PL, channels 6 is not a multiple of scale² 4",
        "4, 3, 2, PL, channels 4 is not a multiple of scale² 9"
    })
    void brokenConstraints(int channels, int scale, int groups, Style style, String message) {
        assertRefused(channels, scale, groups, style, message);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 2147483647, 1, LP", "2147483647, 2147483647, 2147483647, LP", "1, 65536, 1, LP", "1, 32768, 1, LP",
        "4, 1073741824, 4, LP", "1073741824, 2, 1, LP", "1073741824, 1, 1073741824, LP", "1000000, 1, 1000000, PL",
        "1073741824, 32768, 1073741824, PL", "65536, 46341, 65536, LP",
        "1073741824, 131072, 1073741824, LP"
    })
    void moreWeightsThanAnArrayHolds(int channels, int scale, int groups, Style style) {
        assertRefused(channels, scale, groups, style, "channels " + channels);
        assertRefused(channels, scale, groups, style, "scale " + scale);
        assertRefused(channels, scale, groups, style, "groups " + groups);
        assertRefused(channels, scale, groups, style, "2147483645");
    }

    @Test
    void plOfAScaleWhoseSquareWraps() {
        assertRefused(65_536, 65_536, 1, Style.PL, "scale² 4294967296");
    }

    @Test
    void theLargestStillFits() {
        assertEquals(2 * 32_767 * 32_767, new DySampleConfig(1, 32_767, 1, Style.LP, false).offsetChannels());
    }

    @Test
    void aMissingStyle() {
        String message = assertThrows(
                IllegalArgumentException.class, () -> new DySampleConfig(4, 2, 4, null, false)).getMessage();
        assertTrue(message.contains("style is null"), message);
    }

    @Test
    void stylesByTheirTorchNames() {
        for (Style style : Style.values()) {
            assertEquals(style, Style.ofTorchName(style.torchName()));
        }
        assertEquals(Style.PL, Style.ofTorchName("pl"));
        String message =
                assertThrows(IllegalArgumentException.class, () -> Style.ofTorchName("LP")).getMessage();
        assertEquals("style is \"LP\", must be lp or pl", message);
    }

    private static void assertRefused(int channels, int scale, int groups, Style style, String part) {
        String message = assertThrows(
                IllegalArgumentException.class,
                () -> new DySampleConfig(channels, scale, groups, style, false)).getMessage();
        assertTrue(message.contains(part), () -> "\"" + part + "\" is not in \"" + message + "\"");
    }
}
