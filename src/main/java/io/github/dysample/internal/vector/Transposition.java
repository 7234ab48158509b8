package io.github.dysample.internal.vector;

import static io.github.dysample.internal.vector.Lanes.COUNT;
import static io.github.dysample.internal.vector.Lanes.FLOATS;
import static io.github.dysample.internal.vector.Lanes.INTS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * Takes some rows of positions to vectors of one position each, and back. A square of as many rows as a vector has
 * lanes is transposed by perfect shuffles: row i of the first half and row i of the second are merged into rows 2i and
 * 2i + 1, as often as it takes until each row has come from all of them. {@link Square16} keeps all that in registers;
 * with shorter vectors, two such steps at a time stay there.
 */
final class Transposition {
    private static final int SQUARE = COUNT * COUNT;
    private static final int HALF = COUNT / 2;
    private static final int QUARTER = COUNT / 4;

    /** Floats of scratch that each call needs. */
    static final int SCRATCH = 2 * SQUARE;

    private Transposition() {}

    /**
     * From rows to positions.
     *
     * @param x holds row i from {@code from + i * stride} on
     * @param rows at most as many as a vector has lanes; what the other lanes take has no meaning
     * @param out takes position p, one lane for each row, at {@code to + p * COUNT}
     */
    static void pack(
            float[] x, int from, int stride, int rows, int positions, float[] out, int to, float[] scratch) {
        if (positions < COUNT) {
            for (int p = 0; p < positions; p++) {
                for (int row = 0; row < rows; row++) {
                    out[to + p * COUNT + row] = x[from + row * stride + p];
                }
            }
            return;
        }
        for (int next = 0; next < positions; next += COUNT) {
            int p = Math.min(next, positions - COUNT);
            square(x, from + p, stride, rows - 1, out, to + p * COUNT, COUNT, scratch);
        }
    }

    /** The inverse of {@link #pack}. */
    static void unpack(
            float[] x, int from, int positions, float[] out, int to, int stride, int rows, float[] scratch) {
        if (positions < COUNT) {
            for (int row = 0; row < rows; row++) {
                for (int p = 0; p < positions; p++) {
                    out[to + row * stride + p] = x[from + p * COUNT + row];
                }
            }
            return;
        }
        for (int next = 0; next < positions; next += COUNT) {
            int p = Math.min(next, positions - COUNT);
            if (rows == COUNT) {
                square(x, from + p * COUNT, COUNT, COUNT - 1, out, to + p, stride, scratch);
            } else {
                square(x, from + p * COUNT, COUNT, COUNT - 1, scratch, SQUARE, COUNT, scratch);
                for (int row = 0; row < rows; row++) {
                    System.arraycopy(scratch, SQUARE + row * COUNT, out, to + row * stride + p, COUNT);
                }
            }
        }
    }

    /** One square; rows after the last one that there is are read from it. */
    private static void square(
            float[] x, int from, int stride, int last, float[] out, int to, int outStride, float[] scratch) {
        if (COUNT == 16) {
            Square16.run(x, from, stride, last, out, to, outStride);
            return;
        }
        if (COUNT == 4) {
            fourfold(x, from, stride, last, out, to, outStride);
            return;
        }
        fourfold(x, from, stride, last, scratch, 0, COUNT);
        twofold(scratch, out, to, outStride);
    }

    private static void fourfold(float[] x, int from, int stride, int last, float[] out, int to, int outStride) {
        IntVector low = IntVector.fromArray(INTS, Zip.LANES, 0);
        IntVector high = IntVector.fromArray(INTS, Zip.LANES, COUNT);
        for (int i = 0; i < QUARTER; i++) {
            int second = from + Math.min(i + QUARTER, last) * stride;
            int third = from + Math.min(i + HALF, last) * stride;
            int fourth = from + Math.min(i + HALF + QUARTER, last) * stride;
            IntVector a = FloatVector.fromArray(FLOATS, x, from + Math.min(i, last) * stride).reinterpretAsInts();
            IntVector b = FloatVector.fromArray(FLOATS, x, second).reinterpretAsInts();
            IntVector c = FloatVector.fromArray(FLOATS, x, third).reinterpretAsInts();
            IntVector d = FloatVector.fromArray(FLOATS, x, fourth).reinterpretAsInts();
            IntVector ac = low.selectFrom(a, c);
            IntVector bd = low.selectFrom(b, d);
            IntVector ac2 = high.selectFrom(a, c);
            IntVector bd2 = high.selectFrom(b, d);
            int at = to + 4 * i * outStride;
            low.selectFrom(ac, bd).reinterpretAsFloats().intoArray(out, at);
            high.selectFrom(ac, bd).reinterpretAsFloats().intoArray(out, at + outStride);
            low.selectFrom(ac2, bd2).reinterpretAsFloats().intoArray(out, at + 2 * outStride);
            high.selectFrom(ac2, bd2).reinterpretAsFloats().intoArray(out, at + 3 * outStride);
        }
    }

    private static void twofold(float[] x, float[] out, int to, int outStride) {
        IntVector low = IntVector.fromArray(INTS, Zip.LANES, 0);
        IntVector high = IntVector.fromArray(INTS, Zip.LANES, COUNT);
        for (int i = 0; i < HALF; i++) {
            IntVector a = FloatVector.fromArray(FLOATS, x, i * COUNT).reinterpretAsInts();
            IntVector b = FloatVector.fromArray(FLOATS, x, (i + HALF) * COUNT).reinterpretAsInts();
            low.selectFrom(a, b).reinterpretAsFloats().intoArray(out, to + 2 * i * outStride);
            high.selectFrom(a, b).reinterpretAsFloats().intoArray(out, to + (2 * i + 1) * outStride);
        }
    }
}
