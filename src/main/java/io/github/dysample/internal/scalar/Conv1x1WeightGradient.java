package io.github.dysample.internal.scalar;

import io.github.dysample.Tensor;
import io.github.dysample.spi.Workers;

/** Adds a 1×1 convolution's gradients of weight and bias: sums over all positions of all items. */
public final class Conv1x1WeightGradient {
    private Conv1x1WeightGradient() {}

    public static void weight(Tensor x, Tensor gradOut, int phases, double[] sums, Workers workers) {
        int outputs = gradOut.c() / phases;
        if (workers.width() == 1) {
            for (int o = 0; o < outputs; o++) {
                row(x, gradOut, phases, o, sums);
            }
        } else {
            workers.run(outputs, o -> row(x, gradOut, phases, o, sums));
        }
    }

    /** The weights of one output. */
    private static void row(Tensor x, Tensor gradOut, int phases, int o, double[] sums) {
        int inputs = x.c() / phases;
        for (int c = 0; c < inputs; c++) {
            sums[o * inputs + c] = sum(gradOut, o * phases, x, c * phases, phases, sums[o * inputs + c]);
        }
    }

    public static void bias(Tensor gradOut, int phases, double[] sums, Workers workers) {
        int outputs = gradOut.c() / phases;
        if (workers.width() == 1) {
            for (int o = 0; o < outputs; o++) {
                sums[o] = sum(gradOut, o * phases, null, 0, phases, sums[o]);
            }
        } else {
            workers.run(outputs, o -> sums[o] = sum(gradOut, o * phases, null, 0, phases, sums[o]));
        }
    }

    /** Item after item, and phase after phase within an item, from a channel of each tensor on. */
    static double sum(Tensor gradOut, int gradChannel, Tensor x, int channel, int phases, double before) {
        int positions = gradOut.h() * gradOut.w();
        double total = before;
        for (int n = 0; n < gradOut.n(); n++) {
            for (int phase = 0; phase < phases; phase++) {
                int gradPlane = (n * gradOut.c() + gradChannel + phase) * positions;
                int xPlane = x == null ? 0 : (n * x.c() + channel + phase) * positions;
                total = BlockSums.add(
                        total, gradOut.data(), gradPlane, x == null ? null : x.data(), xPlane, positions);
            }
        }
        return total;
    }
}
