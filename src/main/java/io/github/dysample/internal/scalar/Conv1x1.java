package io.github.dysample.internal.scalar;

import io.github.dysample.Tensor;

/** 1×1 convolution: at each position a matrix times the vector of channels. */
public final class Conv1x1 {
    private Conv1x1() {}

    static void run(Tensor x, float[] weight, float[] bias, Tensor out) {
        int positions = x.h() * x.w();
        for (int n = 0; n < x.n(); n++) {
            for (int o = 0; o < out.c(); o++) {
                for (int p = 0; p < positions; p++) {
                    int column = n * x.c() * positions + p;
                    float sum = bias == null ? 0f : bias[o];
                    out.data()[(n * out.c() + o) * positions + p] =
                            dot(weight, o * x.c(), x.c(), x.data(), column, positions, sum);
                }
            }
        }
    }

    /** Adds {@code weight[k] · x[k]} for ascending k to a sum; x has its elements a stride apart. */
    public static float dot(float[] weight, int row, int count, float[] x, int column, int stride, float sum) {
        for (int k = 0; k < count; k++) {
            sum = Math.fma(weight[row + k], x[column + k * stride], sum);
        }
        return sum;
    }
}
