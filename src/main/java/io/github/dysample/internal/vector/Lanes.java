package io.github.dysample.internal.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The vector shape all kernels use: the widest the CPU prefers. Constants, so that the compiler folds them. */
final class Lanes {
    static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, FLOATS.vectorShape());
    static final int COUNT = FLOATS.length();

    private Lanes() {}

    /** {@return {@code size} rounded up to whole vectors} */
    static int padded(int size) {
        return (size + COUNT - 1) / COUNT * COUNT;
    }
}
