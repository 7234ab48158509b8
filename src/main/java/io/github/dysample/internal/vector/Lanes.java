package io.github.dysample.internal.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The vector shape all kernels use: the widest the CPU prefers. Constants, so that the compiler folds them. */
final class Lanes {
    static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, FLOATS.vectorShape());
    static final int COUNT = FLOATS.length();

    private Lanes() {}

    /** Where the sums of an output of a convolution start. */
    static FloatVector start(float[] bias, int o) {
        return bias == null ? FloatVector.zero(FLOATS) : FloatVector.broadcast(FLOATS, bias[o]);
    }
}
