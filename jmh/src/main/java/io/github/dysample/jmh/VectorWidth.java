package io.github.dysample.jmh;

import jdk.incubator.vector.FloatVector;

/** How wide this JVM's vectors are. */
final class VectorWidth {
    private VectorWidth() {}

    /** {@return the width in bits: the CPU's, or what {@code -XX:MaxVectorSize} leaves of it} */
    static int bits() {
        return FloatVector.SPECIES_PREFERRED.vectorBitSize();
    }
}
