package io.github.dysample.internal.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.DySampleConfig;
import io.github.dysample.Style;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However wide a map is, a band of it needs a scratch of a few megabytes. */
class BandsTest {
    /** Of offsets, with the samples of an end_conv beside them: 4 MB each. */
    private static final long MOST_FLOATS = 1 << 20;

    @ParameterizedTest
    @ValueSource(ints = {1, 15, 240, 4096, 1 << 20, 500_000_000})
    void aBandHasABoundedScratch(int width) {
        for (int scale = 1; scale <= 8; scale++) {
            for (int groups : new int[] {1, 4, 16}) {
                for (int outputs : new int[] {0, 3, 100}) {
                    DySampleConfig config = new DySampleConfig(64 * groups, scale, groups, Style.LP, true)
                            .withEndConv(outputs);
                    check(config, width);
                }
            }
        }
    }

    private static void check(DySampleConfig config, int width) {
        int rows = Bands.rows(config, 7, width);
        int columns = Bands.columns(config, width);
        assertTrue(columns >= 1 && columns <= width, () -> columns + " of " + width + " columns, " + config);
        assertTrue(columns == width || rows == 1, () -> rows + " rows of " + columns + " columns, " + config);
        long positions = (long) rows * columns;
        long samples = (long) config.endConvOutputs() * config.scale() * config.scale() * positions;
        assertTrue(config.offsetChannels() * positions <= MOST_FLOATS && samples <= MOST_FLOATS,
                () -> positions + " positions, " + config);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 15, 240})
    void anOrdinaryMapIsCutIntoWholeRows(int width) {
        assertEquals(width, Bands.columns(DySampleConfig.dySamplePlus(256), width));
    }
}
