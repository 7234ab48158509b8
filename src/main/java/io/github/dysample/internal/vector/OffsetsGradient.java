package io.github.dysample.internal.vector;

import static io.github.dysample.internal.vector.Lanes.COUNT;
import static io.github.dysample.internal.vector.Lanes.FLOATS;

import io.github.dysample.Tensor;
import io.github.dysample.spi.Workers;
import jdk.incubator.vector.FloatVector;

/** From the gradient of the offsets to those of the offset branch's two convolutions. */
final class OffsetsGradient {
    private OffsetsGradient() {}

    static void run(
            Tensor gradOffsets, Tensor linear, Tensor scope, Tensor gradLinear, Tensor gradScope, Workers workers) {
        int positions = gradOffsets.h() * gradOffsets.w();
        workers.run(gradOffsets.n() * gradOffsets.c(), plane -> {
            if (scope == null) {
                staticScope(gradOffsets.data(), plane * positions, positions, gradLinear.data(), plane * positions);
            } else {
                dynamicScope(gradOffsets.data(), linear.data(), scope.data(), plane * positions, positions,
                        gradLinear.data(), gradScope.data(), plane * positions, new float[2 * positions]);
            }
        });
    }

    /** The arrays may be the same at the same place. */
    static void staticScope(float[] gradOffsets, int from, int count, float[] gradLinear, int to) {
        FloatVector quarter = FloatVector.broadcast(FLOATS, 0.25f);
        int i = 0;
        for (; i + COUNT <= count; i += COUNT) {
            FloatVector.fromArray(FLOATS, gradOffsets, from + i).mul(quarter).intoArray(gradLinear, to + i);
        }
        for (; i < count; i++) {
            gradLinear[to + i] = gradOffsets[from + i] * 0.25f;
        }
    }

    /**
     * At the same place, {@code gradLinear} may be the array of {@code gradOffsets}, and {@code gradScope} that of
     * {@code linear} or of {@code scope}.
     *
     * @param to where both results go
     * @param scratch two values to a position
     */
    static void dynamicScope(
            float[] gradOffsets, float[] linear, float[] scope, int from, int count, float[] gradLinear,
            float[] gradScope, int to, float[] scratch) {
        Sigmoid.both(scope, from, count, scratch);
        int i = 0;
        for (; i + COUNT <= count; i += COUNT) {
            FloatVector half = FloatVector.fromArray(FLOATS, gradOffsets, from + i).mul(0.5f);
            FloatVector sigmoid = FloatVector.fromArray(FLOATS, scratch, i);
            FloatVector slope = sigmoid.mul(FloatVector.fromArray(FLOATS, scratch, count + i));
            FloatVector ofScope = half.mul(FloatVector.fromArray(FLOATS, linear, from + i)).mul(slope);
            half.mul(sigmoid).intoArray(gradLinear, to + i);
            ofScope.intoArray(gradScope, to + i);
        }
        for (; i < count; i++) {
            float half = gradOffsets[from + i] * 0.5f;
            float slope = scratch[i] * scratch[count + i];
            float ofScope = half * linear[from + i] * slope;
            gradLinear[to + i] = half * scratch[i];
            gradScope[to + i] = ofScope;
        }
    }
}
