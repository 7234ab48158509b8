package io.github.dysample.internal.vector;

import static io.github.dysample.internal.scalar.Sigmoid.C2;
import static io.github.dysample.internal.scalar.Sigmoid.C3;
import static io.github.dysample.internal.scalar.Sigmoid.C4;
import static io.github.dysample.internal.scalar.Sigmoid.C5;
import static io.github.dysample.internal.scalar.Sigmoid.C6;
import static io.github.dysample.internal.scalar.Sigmoid.LN2_HIGH;
import static io.github.dysample.internal.scalar.Sigmoid.LN2_LOW;
import static io.github.dysample.internal.scalar.Sigmoid.LOG2_E;
import static io.github.dysample.internal.scalar.Sigmoid.LOWEST;
import static io.github.dysample.internal.scalar.Sigmoid.ROUNDER;
import static io.github.dysample.internal.vector.Lanes.COUNT;
import static io.github.dysample.internal.vector.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The logistic function by the scalar kernel's steps, operation by operation.
 *
 * <p>One flat loop: a helper that takes or returns vectors is boxed wherever the compiler chooses not to inline it.
 */
final class Sigmoid {
    private Sigmoid() {}

    /** From {@code x[from …]} to {@code out[to …]}; the arrays may be the same at the same place. */
    static void run(float[] x, int from, int count, float[] out, int to) {
        run(x, from, count, out, to, false);
    }

    /** Those of x to {@code out[0 …]} and those of −x, which differ in the last steps only, to {@code out[count …]}. */
    static void both(float[] x, int from, int count, float[] out) {
        run(x, from, count, out, 0, true);
    }

    private static void run(float[] x, int from, int count, float[] out, int to, boolean both) {
        FloatVector one = FloatVector.broadcast(FLOATS, 1f);
        FloatVector rounder = FloatVector.broadcast(FLOATS, ROUNDER);
        int i = 0;
        for (; i + COUNT <= count; i += COUNT) {
            FloatVector value = FloatVector.fromArray(FLOATS, x, from + i);
            FloatVector negative = value.abs().neg();
            negative = negative.blend(LOWEST, negative.compare(VectorOperators.LT, LOWEST));
            FloatVector shifted = negative.fma(FloatVector.broadcast(FLOATS, LOG2_E), rounder);
            FloatVector n = shifted.sub(rounder);
            FloatVector r = n.fma(FloatVector.broadcast(FLOATS, -LN2_HIGH), negative);
            r = n.fma(FloatVector.broadcast(FLOATS, -LN2_LOW), r);

            FloatVector p = r.fma(FloatVector.broadcast(FLOATS, C6), FloatVector.broadcast(FLOATS, C5));
            p = p.fma(r, FloatVector.broadcast(FLOATS, C4));
            p = p.fma(r, FloatVector.broadcast(FLOATS, C3));
            p = p.fma(r, FloatVector.broadcast(FLOATS, C2));
            p = p.fma(r, one);
            p = p.fma(r, one);

            IntVector exponent = shifted.reinterpretAsInts().sub(Float.floatToRawIntBits(ROUNDER));
            IntVector half = exponent.lanewise(VectorOperators.ASHR, 1);
            IntVector rest = exponent.sub(half);
            FloatVector e = p.mul(half.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats())
                    .mul(rest.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats());

            FloatVector denominator = one.add(e);
            FloatVector lost = e.sub(denominator.sub(one));
            FloatVector reciprocal = one.div(denominator);
            FloatVector numerator = e.blend(one, value.compare(VectorOperators.GE, 0f));
            FloatVector quotient = numerator.mul(reciprocal);
            FloatVector remainder = quotient.neg().fma(denominator, numerator);
            remainder = quotient.neg().fma(lost, remainder);
            remainder.fma(reciprocal, quotient).intoArray(out, to + i);
            if (both) {
                numerator = e.blend(one, value.compare(VectorOperators.LE, 0f));
                quotient = numerator.mul(reciprocal);
                remainder = quotient.neg().fma(denominator, numerator);
                remainder = quotient.neg().fma(lost, remainder);
                remainder.fma(reciprocal, quotient).intoArray(out, to + count + i);
            }
        }
        for (; i < count; i++) {
            float value = x[from + i];
            out[to + i] = io.github.dysample.internal.scalar.Sigmoid.sigmoid(value);
            if (both) {
                out[to + count + i] = io.github.dysample.internal.scalar.Sigmoid.sigmoid(-value);
            }
        }
    }
}
