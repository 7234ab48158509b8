package io.github.dysample.internal.vector;

import static io.github.dysample.internal.vector.Lanes.COUNT;
import static io.github.dysample.internal.vector.Lanes.FLOATS;
import static io.github.dysample.internal.vector.Lanes.INTS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * Three rows in turn into one, and back, as {@link Interleaver} does: each result is picked from the first two loads,
 * and then from that and the third. The tables stay in registers.
 */
final class Thirds {
    // For each vector of a result: lanes of loads 0 and 1 taken as one, then of what these gave and load 2.
    private static final int[] MIXED = new int[6 * COUNT];
    private static final int[] DEALT = new int[6 * COUNT];

    static {
        for (int result = 0; result < 3; result++) {
            for (int lane = 0; lane < COUNT; lane++) {
                int element = result * COUNT + lane;
                pick(MIXED, result, lane, element % 3, element / 3);
                int dealtElement = lane * 3 + result;
                pick(DEALT, result, lane, dealtElement / COUNT, dealtElement % COUNT);
            }
        }
    }

    private Thirds() {}

    private static void pick(int[] tables, int result, int lane, int load, int from) {
        int at = 2 * result * COUNT + lane;
        tables[at] = load < 2 ? load * COUNT + from : 0;
        tables[at + COUNT] = load < 2 ? lane : COUNT + from;
    }

    /** As {@link Interleaver#interleave}, of at least COUNT columns. */
    static void interleave(float[] x, int from, int stride, int width, float[] out, int to) {
        run(MIXED, x, from, 1, stride, width, out, to, 3, COUNT);
    }

    /** As {@link Interleaver#separate}, of at least COUNT columns. */
    static void separate(float[] x, int from, int width, float[] out, int to, int stride) {
        run(DEALT, x, from, 3, COUNT, width, out, to, 1, stride);
    }

    /**
     * Makes three vectors of three, for each vector of columns.
     *
     * @param step from the loads of one column to those of the next
     * @param stride from one load to the next
     * @param outStep likewise, of the results
     * @param outStride likewise
     */
    private static void run(
            int[] tables, float[] x, int from, int step, int stride, int width, float[] out, int to, int outStep,
            int outStride) {
        IntVector first0 = IntVector.fromArray(INTS, tables, 0);
        IntVector then0 = IntVector.fromArray(INTS, tables, COUNT);
        IntVector first1 = IntVector.fromArray(INTS, tables, 2 * COUNT);
        IntVector then1 = IntVector.fromArray(INTS, tables, 3 * COUNT);
        IntVector first2 = IntVector.fromArray(INTS, tables, 4 * COUNT);
        IntVector then2 = IntVector.fromArray(INTS, tables, 5 * COUNT);
        for (int next = 0; next < width; next += COUNT) {
            int w = Math.min(next, width - COUNT);
            int at = from + w * step;
            int result = to + w * outStep;
            IntVector a = FloatVector.fromArray(FLOATS, x, at).reinterpretAsInts();
            IntVector b = FloatVector.fromArray(FLOATS, x, at + stride).reinterpretAsInts();
            IntVector c = FloatVector.fromArray(FLOATS, x, at + 2 * stride).reinterpretAsInts();
            then0.selectFrom(first0.selectFrom(a, b), c).reinterpretAsFloats().intoArray(out, result);
            then1.selectFrom(first1.selectFrom(a, b), c).reinterpretAsFloats().intoArray(out, result + outStride);
            then2.selectFrom(first2.selectFrom(a, b), c).reinterpretAsFloats()
                    .intoArray(out, result + 2 * outStride);
        }
    }
}
