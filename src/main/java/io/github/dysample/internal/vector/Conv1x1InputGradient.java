package io.github.dysample.internal.vector;

import io.github.dysample.Tensor;
import io.github.dysample.spi.Workers;

/** From the gradient of a 1×1 convolution's output to that of its input: a convolution with the transposed weight. */
final class Conv1x1InputGradient {
    private Conv1x1InputGradient() {}

    static void run(Tensor gradOut, float[] weight, int phases, Tensor gradX, Workers workers) {
        int plane = gradX.h() * gradX.w();
        PackedWeights transposed = PackedWeights.transposed(weight, gradOut.c() / phases, gradX.c() / phases);
        Shares.run(gradX, workers, (n, first, count) -> {
            for (int phase = 0; phase < phases; phase++) {
                Conv1x1.run(gradOut.data(), (n * gradOut.c() + phase) * plane + first, phases * plane, transposed,
                        gradX.data(), (n * gradX.c() + phase) * plane + first, phases * plane, count);
            }
        });
    }
}
