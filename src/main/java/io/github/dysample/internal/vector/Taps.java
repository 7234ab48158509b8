package io.github.dysample.internal.vector;

import static io.github.dysample.internal.vector.Lanes.COUNT;
import static io.github.dysample.internal.vector.Lanes.FLOATS;
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
     * Splits a row. Its last vector overlaps the one before it rather than run over.
     *
     * @param offsets the offsets, from index 0 on
     * @param own the pixel of each offset, from index 0 on, less {@code shift}
     * @param size the size of the map in this dimension
     * @param base takes the pixel before each point, from index {@code to} on
     * @param fraction takes how far each point lies beyond it, from index {@code to} on
     */
    static void split(
            float[] offsets, int count, int[] own, int shift, int size, int[] base, float[] fraction, int to) {
        if (count < COUNT) {
            for (int i = 0; i < count; i++) {
                base[to + i] = io.github.dysample.internal.scalar.Taps.base(own[i] + shift, offsets[i], size);
                fraction[to + i] = io.github.dysample.internal.scalar.Taps.fraction(own[i] + shift, offsets[i], size);
            }
            return;
        }
        for (int next = 0; next < count; next += COUNT) {
            int i = Math.min(next, count - COUNT);
            FloatVector offset = FloatVector.fromArray(FLOATS, offsets, i);
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

            IntVector position = IntVector.fromArray(INTS, own, i).add(shift);
            IntVector unclipped = floor.add(position);
            // A sum past the range of int wraps to below 0, so the floor is compared before it is added.
            VectorMask<Integer> above = floor.compare(VectorOperators.GE, position.neg().add(size - 1));
            VectorMask<Integer> zero = unclipped.compare(VectorOperators.LT, 0).andNot(above).or(nan.cast(INTS));
            unclipped.blend(size - 1, above).blend(0, zero).intoArray(base, to + i);
            // Adding 0 turns the −0 of (−0) − (+0) into the +0 that Math.floor leads to, and changes nothing else.
            FloatVector beyond = offset.sub(whole).add(0f);
            beyond.blend(0f, above.or(zero).cast(FLOATS)).intoArray(fraction, to + i);
        }
    }
}
