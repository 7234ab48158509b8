package io.github.dysample.internal.vector;

import static io.github.dysample.internal.vector.Lanes.COUNT;
import static io.github.dysample.internal.vector.Lanes.FLOATS;

import io.github.dysample.Tensor;
import io.github.dysample.spi.Workers;
import jdk.incubator.vector.FloatVector;

/** From the results of the offset branch to offsets in pixels. */
final class Offsets {
    private Offsets() {}

    static void run(Tensor linear, Tensor scope, float[] initial, Tensor out, Workers workers) {
        int positions = linear.h() * linear.w();
        workers.run(linear.n() * linear.c(), plane -> {
            float start = initial[plane % linear.c()];
            int from = plane * positions;
            if (scope == null) {
                staticScope(linear.data(), from, positions, start, out.data());
            } else {
                float[] reach = new float[positions];
                Sigmoid.run(scope.data(), from, positions, reach, 0);
                dynamicScope(linear.data(), reach, 0, from, positions, start, out.data());
            }
        });
    }

    /**
     * All offset channels of some positions, in place.
     *
     * @param offsets holds the results of {@code offset} for channel k from {@code from + k * stride} on, and takes the
     *     offsets
     * @param scope the results of {@code scope}, channel after channel, used up; or null for static scope
     * @param initial the initial position of each channel
     */
    static void run(float[] offsets, int from, int stride, float[] scope, int positions, float[] initial) {
        for (int k = 0; k < initial.length; k++) {
            int at = from + k * stride;
            if (scope == null) {
                staticScope(offsets, at, positions, initial[k], offsets);
            } else {
                Sigmoid.run(scope, k * positions, positions, scope, k * positions);
                dynamicScope(offsets, scope, k * positions, at, positions, initial[k], offsets);
            }
        }
    }

    static void staticScope(float[] linear, int from, int count, float init, float[] out) {
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

    static void dynamicScope(
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
