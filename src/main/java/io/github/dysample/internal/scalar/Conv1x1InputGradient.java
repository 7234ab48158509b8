package io.github.dysample.internal.scalar;

import io.github.dysample.Tensor;
import io.github.dysample.spi.Workers;

/** From the gradient of a 1×1 convolution's output to that of its input: the transposed matrix at each position. */
public final class Conv1x1InputGradient {
    private Conv1x1InputGradient() {}

    public static void run(Tensor gradOut, float[] weight, int phases, Tensor gradX, Workers workers) {
        int planes = gradX.n() * gradX.c();
        if (workers.width() == 1) {
            for (int plane = 0; plane < planes; plane++) {
                plane(gradOut, weight, phases, plane, gradX);
            }
        } else {
            workers.run(planes, plane -> plane(gradOut, weight, phases, plane, gradX));
        }
    }

    private static void plane(Tensor gradOut, float[] weight, int phases, int plane, Tensor gradX) {
        int positions = gradX.h() * gradX.w();
        int n = plane / gradX.c();
        int phase = plane % gradX.c() % phases;
        int outputs = gradOut.c() / phases;
        int column = plane % gradX.c() / phases;
        int first = (n * gradOut.c() + phase) * positions;
        for (int p = 0; p < positions; p++) {
            gradX.data()[plane * positions + p] = at(weight, column, gradX.c() / phases, outputs,
                    gradOut.data(), first + p, phases * positions);
        }
    }

    /** One position, where the gradient of output o is at {@code grad[first + o * stride]}; in order of o. */
    static float at(float[] weight, int column, int columns, int outputs, float[] grad, int first, int stride) {
        float sum = 0f;
        for (int o = 0; o < outputs; o++) {
            sum = Math.fma(weight[o * columns + column], grad[first + o * stride], sum);
        }
        return sum;
    }
}
