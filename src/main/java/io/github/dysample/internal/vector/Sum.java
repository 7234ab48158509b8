package io.github.dysample.internal.vector;

import static io.github.dysample.internal.vector.Lanes.COUNT;
import static io.github.dysample.internal.vector.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** Adds arrays. */
final class Sum {
    private Sum() {}

    /** Adds {@code count} terms to what the output holds. */
    static void add(float[] terms, int from, int count, float[] out, int to) {
        int i = 0;
        for (; i + COUNT <= count; i += COUNT) {
            FloatVector.fromArray(FLOATS, out, to + i).add(FloatVector.fromArray(FLOATS, terms, from + i))
                    .intoArray(out, to + i);
        }
        for (; i < count; i++) {
            out[to + i] += terms[from + i];
        }
    }

    /**
     * Adds the last lanes of one vector a channel. The other lanes are not even loaded: that would wait for the stores
     * of the block before.
     *
     * @param first the first of these lanes
     */
    static void addLast(float[] terms, int channels, int first, float[] out, int to, int stride) {
        VectorMask<Float> last = VectorMask.fromLong(FLOATS, -1L << first);
        for (int c = 0; c < channels; c++) {
            FloatVector.fromArray(FLOATS, out, to + c * stride, last)
                    .add(FloatVector.fromArray(FLOATS, terms, c * COUNT))
                    .intoArray(out, to + c * stride, last);
        }
    }
}
