package io.github.dysample.internal.vector;

import io.github.dysample.DySampleConfig;

/**
 * What one thread needs to compute one band. Reused as long as bands stay about as large; arrays much longer than
 * needed are let go.
 */
final class Scratch {
    /** How many times as long as needed an array may be. */
    private static final int MOST_TIMES = 4;

    OffsetPlan plan = new OffsetPlan();
    float[] offsets = {}; // [offsetChannels][positions]
    float[] scope = {}; // [offsetChannels][positions at a time], dynamic scope only
    float[] sums = {}; // [endConvOutputs][outputs], to add the results of end_conv

    /** Makes room for bands of some positions, to be written or added. */
    void resize(DySampleConfig config, int positions, boolean adds) {
        int size = config.offsetChannels() * positions;
        if (!fits(offsets, size)) {
            offsets = new float[size];
            plan = new OffsetPlan();
        }
        int together = config.offsetChannels() * Math.min(positions, Bands.TOGETHER);
        if (config.dynamicScope() && !fits(scope, together)) {
            scope = new float[together];
        }
        int summed = adds ? config.endConvOutputs() * config.scale() * config.scale() * positions : 0;
        if (!fits(sums, summed)) {
            sums = new float[summed];
        }
    }

    private static boolean fits(float[] array, int size) {
        return array.length >= size && array.length / MOST_TIMES <= size;
    }
}
