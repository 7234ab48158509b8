package io.github.dysample.internal.vector;

import static io.github.dysample.internal.vector.Lanes.COUNT;
import static io.github.dysample.internal.vector.Lanes.FLOATS;

import io.github.dysample.Tensor;
import jdk.incubator.vector.FloatVector;

/** From the results of the offset branch to offsets in pixels. */
final class Offsets {
    private Offsets() {}

    static void run(Tensor linear, Tensor scope, int scale, Tensor out) {
        if (out.data().length == 0) {
            return; // the sizes of an empty tensor may be any, and products of them wrap
        }
        int positions = linear.h() * linear.w();
        float[] reach = scope == null ? null : new float[positions];
        for (int n = 0; n < linear.n(); n++) {
            for (int k = 0; k < linear.c(); k++) {
                int from = (n * linear.c() + k) * positions;
                float init = io.github.dysample.internal.scalar.Offsets.initialOf(k, linear.c(), scale);
                if (scope == null) {
                    staticScope(linear.data(), from, positions, init, out.data());
                } else {
                    Sigmoid.run(scope.data(), from, positions, reach, 0);
                    dynamicScope(linear.data(), reach, 0, from, positions, init, out.data());
                }
            }
        }
    }

    /**
     * All offset channels of a run of positions, in place.
     *
     * @param offsets what {@code offset} gave, channel after channel; becomes the offsets
     * @param scope what {@code scope} gave, used up; or null for static scope
     * @param positions how many there are, which is also the distance between channels
     */
    static void run(float[] offsets, float[] scope, int channels, int positions, int scale) {
        if (scope != null) {
            Sigmoid.run(scope, 0, channels * positions, scope, 0);
        }
        for (int k = 0; k < channels; k++) {
            int from = k * positions;
            float init = io.github.dysample.internal.scalar.Offsets.initialOf(k, channels, scale);
            if (scope == null) {
                staticScope(offsets, from, positions, init, offsets);
            } else {
                dynamicScope(offsets, scope, from, from, positions, init, offsets);
            }
        }
    }

    private static void staticScope(float[] linear, int from, int count, float init, float[] out) {
        FloatVector quarter = FloatVector.broadcast(FLOATS, 0.25f);
        FloatVector start = FloatVector.broadcast(FLOATS, init);
        int i = 0;
        for (; i + COUNT <= count; i += COUNT) {
            FloatVector.fromArray(FLOATS, linear, from + i).fma(quarter, start).intoArray(out, from + i);
        }
        for (; i < count; i++) {
            out[from + i] = Math.fma(linear[from + i], 0.25f, init);
        }
    }

    private static void dynamicScope(
            float[] linear, float[] reach, int reachFrom, int from, int count, float init, float[] out) {
        FloatVector half = FloatVector.broadcast(FLOATS, 0.5f);
        FloatVector start = FloatVector.broadcast(FLOATS, init);
        int i = 0;
        for (; i + COUNT <= count; i += COUNT) {
            FloatVector.fromArray(FLOATS, linear, from + i)
                    .mul(FloatVector.fromArray(FLOATS, reach, reachFrom + i))
                    .fma(half, start)
                    .intoArray(out, from + i);
        }
        for (; i < count; i++) {
            out[from + i] = Math.fma(linear[from + i] * reach[reachFrom + i], 0.5f, init);
        }
    }
}
