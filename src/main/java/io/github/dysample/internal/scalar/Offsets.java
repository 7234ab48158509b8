package io.github.dysample.internal.scalar;

import io.github.dysample.Tensor;

/** From the results of the offset branch to offsets in pixels. */
public final class Offsets {
    private Offsets() {}

    static void run(Tensor linear, Tensor scope, int scale, Tensor out) {
        int positions = linear.h() * linear.w();
        for (int n = 0; n < linear.n(); n++) {
            for (int k = 0; k < linear.c(); k++) {
                float init = initialOf(k, linear.c(), scale);
                int plane = (n * linear.c() + k) * positions;
                for (int p = plane; p < plane + positions; p++) {
                    out.data()[p] = scope == null
                            ? offset(linear.data()[p], init)
                            : offset(linear.data()[p], scope.data()[p], init);
                }
            }
        }
    }

    /** Static scope. */
    static float offset(float linear, float init) {
        return Math.fma(linear, 0.25f, init);
    }

    /** Dynamic scope. */
    static float offset(float linear, float scope, float init) {
        return Math.fma(linear * Sigmoid.sigmoid(scope), 0.5f, init);
    }

    /** The initial position of offset channel k of {@code channels}: the first half is x, the second y. */
    public static float initialOf(int k, int channels, int scale) {
        int sub = k < channels / 2 ? k % scale : k / scale % scale;
        return ((1 - scale) / 2f + sub) / scale;
    }
}
