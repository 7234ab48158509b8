package io.github.dysample.internal.vector;

import static io.github.dysample.internal.vector.Lanes.COUNT;
import static io.github.dysample.internal.vector.Lanes.FLOATS;
import static io.github.dysample.internal.vector.Lanes.INTS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Takes r rows in turn into one, and back, a vector at a time and for any r. Each result is picked from r loads, two of
 * them by one permutation: no gather, no scatter. The last vector of a row overlaps the one before it rather than run
 * over.
 */
final class Interleaver {
    /** Rows from which on tables and permutations would outgrow plain loops. */
    private static final int MOST = 16;

    final int factor;
    private final int pairs; // of rows; with an odd factor the last has one

    // For each vector of a result, and each pair of loads: which lane of the two taken as one, or −1 for neither.
    private final int[] mixed; // [factor][pairs][COUNT], for interleave
    private final int[] dealt; // [factor][pairs][COUNT], for separate

    Interleaver(int factor) {
        this.factor = factor;
        pairs = (factor + 1) / 2;
        if (factor == 3 || factor > MOST) {
            mixed = dealt = null; // not looked at
            return;
        }
        mixed = new int[factor * pairs * COUNT];
        dealt = new int[factor * pairs * COUNT];
        for (int result = 0; result < factor; result++) {
            for (int pair = 0; pair < pairs; pair++) {
                for (int lane = 0; lane < COUNT; lane++) {
                    int at = (result * pairs + pair) * COUNT + lane;
                    int element = result * COUNT + lane;
                    mixed[at] = pick(element % factor, element / factor, pair);
                    int dealtElement = lane * factor + result;
                    dealt[at] = pick(dealtElement / COUNT, dealtElement % COUNT, pair);
                }
            }
        }
    }

    private static int pick(int load, int lane, int pair) {
        return load / 2 == pair ? load % 2 * COUNT + lane : -1;
    }

    /**
     * Makes one row of r rows.
     *
     * @param from where row 0 begins; row j begins {@code j * stride} later
     * @param width the length of each of the r rows
     */
    void interleave(float[] x, int from, int stride, int width, float[] out, int to) {
        if (width < COUNT || factor > MOST) {
            for (int j = 0; j < factor; j++) {
                for (int w = 0; w < width; w++) {
                    out[to + w * factor + j] = x[from + j * stride + w];
                }
            }
            return;
        }
        switch (factor) {
            case 2 -> two(x, from, stride, width, out, to);
            case 3 -> Thirds.interleave(x, from, stride, width, out, to);
            case 4 -> four(x, from, stride, width, out, to);
            default -> several(x, from, stride, width, out, to);
        }
    }

    private void several(float[] x, int from, int stride, int width, float[] out, int to) {
        for (int next = 0; next < width; next += COUNT) {
            int w = Math.min(next, width - COUNT);
            for (int part = 0; part < factor; part++) {
                choose(x, from + w, stride, mixed, part, out, to + w * factor + part * COUNT);
            }
        }
    }

    private static void two(float[] x, int from, int stride, int width, float[] out, int to) {
        IntVector low = IntVector.fromArray(INTS, Zip.LANES, 0);
        IntVector high = IntVector.fromArray(INTS, Zip.LANES, COUNT);
        for (int next = 0; next < width; next += COUNT) {
            int w = Math.min(next, width - COUNT);
            IntVector a = FloatVector.fromArray(FLOATS, x, from + w).reinterpretAsInts();
            IntVector b = FloatVector.fromArray(FLOATS, x, from + w + stride).reinterpretAsInts();
            low.selectFrom(a, b).reinterpretAsFloats().intoArray(out, to + 2 * w);
            high.selectFrom(a, b).reinterpretAsFloats().intoArray(out, to + 2 * w + COUNT);
        }
    }

    /** Rows 0 and 2 in turn, rows 1 and 3 in turn, and the two results in turn. */
    private static void four(float[] x, int from, int stride, int width, float[] out, int to) {
        IntVector low = IntVector.fromArray(INTS, Zip.LANES, 0);
        IntVector high = IntVector.fromArray(INTS, Zip.LANES, COUNT);
        for (int next = 0; next < width; next += COUNT) {
            int w = Math.min(next, width - COUNT);
            IntVector a = FloatVector.fromArray(FLOATS, x, from + w).reinterpretAsInts();
            IntVector b = FloatVector.fromArray(FLOATS, x, from + w + stride).reinterpretAsInts();
            IntVector c = FloatVector.fromArray(FLOATS, x, from + w + 2 * stride).reinterpretAsInts();
            IntVector d = FloatVector.fromArray(FLOATS, x, from + w + 3 * stride).reinterpretAsInts();
            IntVector ac = low.selectFrom(a, c);
            IntVector bd = low.selectFrom(b, d);
            low.selectFrom(ac, bd).reinterpretAsFloats().intoArray(out, to + 4 * w);
            high.selectFrom(ac, bd).reinterpretAsFloats().intoArray(out, to + 4 * w + COUNT);
            IntVector ac2 = high.selectFrom(a, c);
            IntVector bd2 = high.selectFrom(b, d);
            low.selectFrom(ac2, bd2).reinterpretAsFloats().intoArray(out, to + 4 * w + 2 * COUNT);
            high.selectFrom(ac2, bd2).reinterpretAsFloats().intoArray(out, to + 4 * w + 3 * COUNT);
        }
    }

    /**
     * Makes r rows of one.
     *
     * @param width the length of each of the r rows
     * @param to where row 0 begins; row j begins {@code j * stride} later
     */
    void separate(float[] x, int from, int width, float[] out, int to, int stride) {
        if (width < COUNT || factor > MOST) {
            for (int j = 0; j < factor; j++) {
                for (int w = 0; w < width; w++) {
                    out[to + j * stride + w] = x[from + w * factor + j];
                }
            }
            return;
        }
        if (factor == 3) {
            Thirds.separate(x, from, width, out, to, stride);
            return;
        }
        for (int next = 0; next < width; next += COUNT) {
            int w = Math.min(next, width - COUNT);
            for (int j = 0; j < factor; j++) {
                choose(x, from + w * factor, COUNT, dealt, j, out, to + j * stride + w);
            }
        }
    }

    /** Result number {@code result} of the loads, which are {@code stride} apart. */
    private void choose(float[] x, int from, int stride, int[] lanes, int result, float[] out, int to) {
        IntVector chosen = IntVector.zero(INTS);
        for (int pair = 0; pair < pairs; pair++) {
            IntVector lane = IntVector.fromArray(INTS, lanes, (result * pairs + pair) * COUNT);
            IntVector even = FloatVector.fromArray(FLOATS, x, from + 2 * pair * stride).reinterpretAsInts();
            // With an odd factor the last load has no partner; no lane asks for one.
            int partner = Math.min(2 * pair + 1, factor - 1);
            IntVector odd = FloatVector.fromArray(FLOATS, x, from + partner * stride).reinterpretAsInts();
            chosen = chosen.blend(lane.selectFrom(even, odd), lane.compare(VectorOperators.GE, 0));
        }
        chosen.reinterpretAsFloats().intoArray(out, to);
    }
}
