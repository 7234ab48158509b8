package io.github.dysample.internal.vector;

/** What one thread needs to compute one band; grows to the largest band it has seen. */
final class Scratch {
    final RowPlan plan = new RowPlan();
    Scratch next; // in the pool
    private float[] offsets = {}; // [offsetChannels][band positions]
    private float[] scope = {}; // [offsetChannels][band positions], dynamic scope only

    float[] offsets(int size) {
        if (offsets.length < size) {
            offsets = new float[size];
        }
        return offsets;
    }

    float[] scope(int size) {
        if (scope.length < size) {
            scope = new float[size];
        }
        return scope;
    }
}
