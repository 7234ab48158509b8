package io.github.dysample.internal.vector;

import io.github.dysample.DySampleConfig;

/** What one thread needs to compute one band; grows to the largest band it has seen. */
final class Scratch {
    final OffsetPlan plan = new OffsetPlan();
    float[] offsets = {}; // [offsetChannels][positions]
    float[] scope = {}; // [offsetChannels][positions], dynamic scope only
    float[] sampled = {}; // [endConvOutputs][outputs], end_conv only

    /** Makes room for the offsets of some positions. */
    void resize(DySampleConfig config, int positions) {
        int size = config.offsetChannels() * positions;
        if (offsets.length < size) {
            offsets = new float[size];
        }
        if (config.dynamicScope() && scope.length < size) {
            scope = new float[size];
        }
    }

    /** Makes room for some samples. */
    void resizeSampled(int size) {
        if (sampled.length < size) {
            sampled = new float[size];
        }
    }
}
