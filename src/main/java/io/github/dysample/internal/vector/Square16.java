package io.github.dysample.internal.vector;

import static io.github.dysample.internal.vector.Lanes.FLOATS;
import static io.github.dysample.internal.vector.Lanes.INTS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * Transposes 16 rows of 16 in registers, where vectors have 16 lanes and there are 32 of them. Four times, row i of the
 * first half and row i of the second are merged into rows 2i and 2i + 1.
 */
final class Square16 {
    private Square16() {}

    /**
     * @param x holds row i from {@code from + i * stride} on; rows after {@code last} are read from it
     * @param out takes row i from {@code to + i * outStride} on
     */
    static void run(float[] x, int from, int stride, int last, float[] out, int to, int outStride) {
        IntVector low = IntVector.fromArray(INTS, Zip.LANES, 0);
        IntVector high = IntVector.fromArray(INTS, Zip.LANES, 16);
        IntVector a0 = FloatVector.fromArray(FLOATS, x, from).reinterpretAsInts();
        IntVector a1 = FloatVector.fromArray(FLOATS, x, from + Math.min(1, last) * stride).reinterpretAsInts();
        IntVector a2 = FloatVector.fromArray(FLOATS, x, from + Math.min(2, last) * stride).reinterpretAsInts();
        IntVector a3 = FloatVector.fromArray(FLOATS, x, from + Math.min(3, last) * stride).reinterpretAsInts();
        IntVector a4 = FloatVector.fromArray(FLOATS, x, from + Math.min(4, last) * stride).reinterpretAsInts();
        IntVector a5 = FloatVector.fromArray(FLOATS, x, from + Math.min(5, last) * stride).reinterpretAsInts();
        IntVector a6 = FloatVector.fromArray(FLOATS, x, from + Math.min(6, last) * stride).reinterpretAsInts();
        IntVector a7 = FloatVector.fromArray(FLOATS, x, from + Math.min(7, last) * stride).reinterpretAsInts();
        IntVector a8 = FloatVector.fromArray(FLOATS, x, from + Math.min(8, last) * stride).reinterpretAsInts();
        IntVector a9 = FloatVector.fromArray(FLOATS, x, from + Math.min(9, last) * stride).reinterpretAsInts();
        IntVector a10 = FloatVector.fromArray(FLOATS, x, from + Math.min(10, last) * stride).reinterpretAsInts();
        IntVector a11 = FloatVector.fromArray(FLOATS, x, from + Math.min(11, last) * stride).reinterpretAsInts();
        IntVector a12 = FloatVector.fromArray(FLOATS, x, from + Math.min(12, last) * stride).reinterpretAsInts();
        IntVector a13 = FloatVector.fromArray(FLOATS, x, from + Math.min(13, last) * stride).reinterpretAsInts();
        IntVector a14 = FloatVector.fromArray(FLOATS, x, from + Math.min(14, last) * stride).reinterpretAsInts();
        IntVector a15 = FloatVector.fromArray(FLOATS, x, from + Math.min(15, last) * stride).reinterpretAsInts();
        IntVector b0 = low.selectFrom(a0, a8);
        IntVector b1 = high.selectFrom(a0, a8);
        IntVector b2 = low.selectFrom(a1, a9);
        IntVector b3 = high.selectFrom(a1, a9);
        IntVector b4 = low.selectFrom(a2, a10);
        IntVector b5 = high.selectFrom(a2, a10);
        IntVector b6 = low.selectFrom(a3, a11);
        IntVector b7 = high.selectFrom(a3, a11);
        IntVector b8 = low.selectFrom(a4, a12);
        IntVector b9 = high.selectFrom(a4, a12);
        IntVector b10 = low.selectFrom(a5, a13);
        IntVector b11 = high.selectFrom(a5, a13);
        IntVector b12 = low.selectFrom(a6, a14);
        IntVector b13 = high.selectFrom(a6, a14);
        IntVector b14 = low.selectFrom(a7, a15);
        IntVector b15 = high.selectFrom(a7, a15);
        a0 = low.selectFrom(b0, b8);
        a1 = high.selectFrom(b0, b8);
        a2 = low.selectFrom(b1, b9);
        a3 = high.selectFrom(b1, b9);
        a4 = low.selectFrom(b2, b10);
        a5 = high.selectFrom(b2, b10);
        a6 = low.selectFrom(b3, b11);
        a7 = high.selectFrom(b3, b11);
        a8 = low.selectFrom(b4, b12);
        a9 = high.selectFrom(b4, b12);
        a10 = low.selectFrom(b5, b13);
        a11 = high.selectFrom(b5, b13);
        a12 = low.selectFrom(b6, b14);
        a13 = high.selectFrom(b6, b14);
        a14 = low.selectFrom(b7, b15);
        a15 = high.selectFrom(b7, b15);
        b0 = low.selectFrom(a0, a8);
        b1 = high.selectFrom(a0, a8);
        b2 = low.selectFrom(a1, a9);
        b3 = high.selectFrom(a1, a9);
        b4 = low.selectFrom(a2, a10);
        b5 = high.selectFrom(a2, a10);
        b6 = low.selectFrom(a3, a11);
        b7 = high.selectFrom(a3, a11);
        b8 = low.selectFrom(a4, a12);
        b9 = high.selectFrom(a4, a12);
        b10 = low.selectFrom(a5, a13);
        b11 = high.selectFrom(a5, a13);
        b12 = low.selectFrom(a6, a14);
        b13 = high.selectFrom(a6, a14);
        b14 = low.selectFrom(a7, a15);
        b15 = high.selectFrom(a7, a15);
        low.selectFrom(b0, b8).reinterpretAsFloats().intoArray(out, to + 0 * outStride);
        high.selectFrom(b0, b8).reinterpretAsFloats().intoArray(out, to + 1 * outStride);
        low.selectFrom(b1, b9).reinterpretAsFloats().intoArray(out, to + 2 * outStride);
        high.selectFrom(b1, b9).reinterpretAsFloats().intoArray(out, to + 3 * outStride);
        low.selectFrom(b2, b10).reinterpretAsFloats().intoArray(out, to + 4 * outStride);
        high.selectFrom(b2, b10).reinterpretAsFloats().intoArray(out, to + 5 * outStride);
        low.selectFrom(b3, b11).reinterpretAsFloats().intoArray(out, to + 6 * outStride);
        high.selectFrom(b3, b11).reinterpretAsFloats().intoArray(out, to + 7 * outStride);
        low.selectFrom(b4, b12).reinterpretAsFloats().intoArray(out, to + 8 * outStride);
        high.selectFrom(b4, b12).reinterpretAsFloats().intoArray(out, to + 9 * outStride);
        low.selectFrom(b5, b13).reinterpretAsFloats().intoArray(out, to + 10 * outStride);
        high.selectFrom(b5, b13).reinterpretAsFloats().intoArray(out, to + 11 * outStride);
        low.selectFrom(b6, b14).reinterpretAsFloats().intoArray(out, to + 12 * outStride);
        high.selectFrom(b6, b14).reinterpretAsFloats().intoArray(out, to + 13 * outStride);
        low.selectFrom(b7, b15).reinterpretAsFloats().intoArray(out, to + 14 * outStride);
        high.selectFrom(b7, b15).reinterpretAsFloats().intoArray(out, to + 15 * outStride);
    }
}
