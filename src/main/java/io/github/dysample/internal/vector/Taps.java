package io.github.dysample.internal.vector;

import static io.github.dysample.internal.vector.Lanes.COUNT;
import static io.github.dysample.internal.vector.Lanes.FLOATS;
import static io.github.dysample.internal.vector.Lanes.INDEX;
import static io.github.dysample.internal.vector.Lanes.INTS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Splits a row of offsets into pixels and fractions, in one dimension.
 *
 * <p>One flat loop: a helper that takes or returns vectors is boxed wherever the compiler chooses not to inline it.
 */
final class Taps {
    private Taps() {}

    /**
     * Splits {@code count} offsets.
     *
     * @param offsets the offsets, from index {@code from} on
     * @param position the pixel of the first offset
     * @param step how far the pixels of neighbours are apart: 1 along a row, 0 down a column
     * @param size the size of the map in this dimension
     * @param base takes the pixel before each point, from index 0 on
     * @param fraction takes how far each point lies beyond it
     */
    static void split(
            float[] offsets, int from, int count, int position, int step, int size, int[] base, float[] fraction) {
        IntVector positions = INDEX.mul(step).add(position);
        int i = 0;
        for (; i + COUNT <= count; i += COUNT) {
            FloatVector offset = FloatVector.fromArray(FLOATS, offsets, from + i);
            // Kept within the range of int, the conversion needs none of its special cases.
            FloatVector finite = offset.blend(-Floor.LIMIT, offset.compare(VectorOperators.LT, -Floor.LIMIT));
            finite = finite.blend(Floor.LIMIT, offset.compare(VectorOperators.GT, Floor.LIMIT));
            VectorMask<Float> nan = offset.test(VectorOperators.IS_NAN);
            finite = finite.blend(0f, nan);
            IntVector truncated = (IntVector) finite.convert(VectorOperators.F2I, 0);
            FloatVector whole = (FloatVector) truncated.convert(VectorOperators.I2F, 0);
            VectorMask<Float> wentUp = whole.compare(VectorOperators.GT, finite);
            IntVector floor = truncated.sub(1, wentUp.cast(INTS));
            whole = whole.sub(1f, wentUp);

            IntVector unclipped = floor.add(positions);
            // A sum past the range of int wraps to below 0, so "above" is asked of the floor before it is added.
            VectorMask<Integer> above = floor.compare(VectorOperators.GE, positions.neg().add(size - 1));
            VectorMask<Integer> zero = unclipped.compare(VectorOperators.LT, 0).andNot(above).or(nan.cast(INTS));
            unclipped.blend(size - 1, above).blend(0, zero).intoArray(base, i);
            // Adding 0 turns the −0 of (−0) − (+0) into the +0 that Math.floor leads to, and changes nothing else.
            FloatVector beyond = offset.sub(whole).add(0f);
            beyond.blend(0f, above.or(zero).cast(FLOATS)).intoArray(fraction, i);
            positions = positions.add(step * COUNT);
        }
        for (; i < count; i++) {
            base[i] = io.github.dysample.internal.scalar.Taps.base(position + i * step, offsets[from + i], size);
            fraction[i] =
                    io.github.dysample.internal.scalar.Taps.fraction(position + i * step, offsets[from + i], size);
        }
    }
}
