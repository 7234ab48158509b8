package io.github.dysample.internal.scalar;

import io.github.dysample.Tensor;
import io.github.dysample.spi.Workers;

/** From the results of the offset branch to offsets in pixels. */
final class Offsets {
    private Offsets() {}

    static void run(Tensor linear, Tensor scope, float[] initial, Tensor out, Workers workers) {
        int positions = linear.h() * linear.w();
        workers.run(linear.n() * linear.c(), plane -> {
            float start = initial[plane % linear.c()];
            for (int p = plane * positions; p < (plane + 1) * positions; p++) {
                out.data()[p] = scope == null
                        ? offset(linear.data()[p], start)
                        : offset(linear.data()[p], scope.data()[p], start);
            }
        });
    }

    /** Static scope. */
    static float offset(float linear, float initial) {
        return Math.fma(linear, 0.25f, initial);
    }

    /** Dynamic scope. */
    static float offset(float linear, float scope, float initial) {
        return Math.fma(linear * Sigmoid.sigmoid(scope), 0.5f, initial);
    }
}
