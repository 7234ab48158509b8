package io.github.dysample.internal.vector;

import static io.github.dysample.internal.vector.Lanes.COUNT;
import static io.github.dysample.internal.vector.Lanes.FLOATS;
import static io.github.dysample.internal.vector.Lanes.INTS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Takes r rows in turn into one, and back, a vector at a time and for any r. Each result is r permuted loads of which
 * every lane keeps one: no gather, no scatter.
 */
final class Interleaver {
    final int factor;
    private final int[] quotient; // [factor * COUNT]: k / factor
    private final int[] remainder; // [factor * COUNT]: k % factor
    private final int[] vector; // [factor][COUNT]: which vector of a block holds element l * factor + j
    private final int[] lane; // [factor][COUNT]: and which lane of it

    Interleaver(int factor) {
        this.factor = factor;
        quotient = new int[factor * COUNT];
        remainder = new int[factor * COUNT];
        vector = new int[factor * COUNT];
        lane = new int[factor * COUNT];
        for (int k = 0; k < factor * COUNT; k++) {
            quotient[k] = k / factor;
            remainder[k] = k % factor;
            int element = k % COUNT * factor + k / COUNT;
            vector[k] = element / COUNT;
            lane[k] = element % COUNT;
        }
    }

    /**
     * Vector {@code part} of the r vectors that one vector of each row makes.
     *
     * @param from where the vector of row 0 begins; row j is {@code stride} further each
     */
    FloatVector interleave(float[] x, int from, int stride, int part) {
        return choose(x, from, stride, quotient, remainder, part * COUNT);
    }

    /** The elements j, j + r, j + 2r … of the block of r vectors that begins at {@code from}. */
    FloatVector pickEvery(float[] x, int from, int j) {
        return choose(x, from, COUNT, lane, vector, j * COUNT);
    }

    /** Lane l of the result is lane {@code lanes[at + l]} of the load number {@code sources[at + l]}. */
    private FloatVector choose(float[] x, int from, int stride, int[] lanes, int[] sources, int at) {
        IntVector permutation = IntVector.fromArray(INTS, lanes, at);
        IntVector source = IntVector.fromArray(INTS, sources, at);
        IntVector result = IntVector.zero(INTS);
        for (int j = 0; j < factor; j++) {
            IntVector loaded = FloatVector.fromArray(FLOATS, x, from + j * stride).reinterpretAsInts();
            result = result.blend(permutation.selectFrom(loaded), source.compare(VectorOperators.EQ, j));
        }
        return result.reinterpretAsFloats();
    }
}
