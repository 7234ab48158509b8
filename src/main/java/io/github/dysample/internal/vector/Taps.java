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
    /** Adding and subtracting it rounds a near offset to a whole number. */
    private static final float ROUNDER = 0x1.8p23f;

    /** The bits of the least positive offset that is not near. */
    private static final int NEAR_BITS = Float.floatToRawIntBits(0x1p22f);

    /** With more pixels in a dimension, adding a near offset could leave the range of int. */
    private static final int MOST_NEAR = 1 << 30;

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
        if (near(offsets, count, size)) {
            splitNear(offsets, count, own, shift, size, base, fraction, to);
        } else {
            splitFar(offsets, count, own, shift, size, base, fraction, to);
        }
    }

    /** Whether no offset, and no pixel of the map, is so far away that {@link #splitNear} could not split it. */
    private static boolean near(float[] offsets, int count, int size) {
        IntVector largest = IntVector.zero(INTS);
        for (int next = 0; next < count; next += COUNT) {
            IntVector bits = FloatVector.fromArray(FLOATS, offsets, Math.min(next, count - COUNT)).reinterpretAsInts();
            largest = largest.max(bits.and(Integer.MAX_VALUE)); // without the sign; infinity and NaN are larger still
        }
        return largest.reduceLanes(VectorOperators.MAX) < NEAR_BITS && size <= MOST_NEAR;
    }

    /** Rounds by adding a number whose last bit counts 1, which leaves the pixel in the last bits of the sum. */
    private static void splitNear(
            float[] offsets, int count, int[] own, int shift, int size, int[] base, float[] fraction, int to) {
        int position = shift - Float.floatToRawIntBits(ROUNDER);
        for (int next = 0; next < count; next += COUNT) {
            int i = Math.min(next, count - COUNT);
            FloatVector offset = FloatVector.fromArray(FLOATS, offsets, i);
            FloatVector shifted = offset.add(ROUNDER);
            FloatVector nearest = shifted.sub(ROUNDER);
            VectorMask<Float> wentUp = nearest.compare(VectorOperators.GT, offset);
            FloatVector whole = nearest.sub(1f, wentUp);
            IntVector pixel = shifted.reinterpretAsInts().add(IntVector.fromArray(INTS, own, i)).add(position)
                    .sub(1, wentUp.cast(INTS));
            pixel.min(size - 1).max(0).intoArray(base, to + i);
            VectorMask<Integer> inside = pixel.compare(VectorOperators.ULT, size - 1);
            FloatVector.zero(FLOATS).blend(offset.sub(whole).add(0f), inside.cast(FLOATS)).intoArray(fraction, to + i);
        }
    }

    private static void splitFar(
            float[] offsets, int count, int[] own, int shift, int size, int[] base, float[] fraction, int to) {
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
