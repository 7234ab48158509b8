package io.github.dysample.internal.vector;

import static io.github.dysample.internal.vector.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Rounding down, which the Vector API lacks: truncate, then step back where that went up. */
final class Floor {
    /** The largest float that is an int; kept inside, the conversion needs none of its special cases. */
    static final float LIMIT = 0x1.fffffep+30f;

    private Floor() {}

    /** Lanes beyond the range of int come out near its ends, far outside any map; NaN comes out as 0. */
    static IntVector toInt(FloatVector x) {
        FloatVector clamped = clamp(x);
        IntVector truncated = (IntVector) clamped.convert(VectorOperators.F2I, 0);
        FloatVector back = (FloatVector) truncated.convert(VectorOperators.I2F, 0);
        VectorMask<Float> wentUp = back.compare(VectorOperators.GT, clamped);
        return truncated.sub(1, wentUp.cast(Lanes.INTS));
    }

    /** What lies beyond {@code floor}; +0 for −0, as {@code x - floor(x)} gives. */
    static FloatVector fraction(FloatVector x, IntVector floor) {
        // Adding 0 turns the −0 of (−0) − (+0) into +0 and nothing else.
        return x.sub((FloatVector) floor.convert(VectorOperators.I2F, 0)).add(0f);
    }

    /** {@code Math.floor} of lanes that are +0, positive, infinite or NaN. */
    static FloatVector ofNonNegative(FloatVector x) {
        FloatVector floor = (FloatVector) toInt(x).convert(VectorOperators.I2F, 0);
        // From 2²³ on every float is whole. The negated comparison takes NaN along.
        return x.blend(floor, x.compare(VectorOperators.LT, 0x1p23f));
    }

    /** {@code Math.rint}: to the nearest int, half-way to the even one. */
    static IntVector toNearest(FloatVector x) {
        IntVector floor = toInt(x);
        FloatVector fraction = fraction(x, floor);
        VectorMask<Integer> odd = floor.lanewise(VectorOperators.AND, 1).compare(VectorOperators.EQ, 1);
        VectorMask<Integer> half = fraction.compare(VectorOperators.EQ, 0.5f).cast(Lanes.INTS);
        VectorMask<Integer> over = fraction.compare(VectorOperators.GT, 0.5f).cast(Lanes.INTS);
        return floor.add(1, over.or(half.and(odd)));
    }

    private static FloatVector clamp(FloatVector x) {
        FloatVector low = x.blend(-LIMIT, x.compare(VectorOperators.LT, -LIMIT));
        FloatVector both = low.blend(LIMIT, x.compare(VectorOperators.GT, LIMIT));
        return both.blend(FloatVector.zero(FLOATS), x.test(VectorOperators.IS_NAN));
    }
}
