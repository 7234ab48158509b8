package io.github.dysample.internal.vector;

import io.github.dysample.Tensor;
import io.github.dysample.spi.Workers;

/** From the gradient of a 1×1 convolution's output to that of its input: a convolution with the transposed weight. */
final class Conv1x1InputGradient {
    /** Positions to a piece of work. */
    private static final int PIECE = 3072;

    private Conv1x1InputGradient() {}

    static void run(Tensor gradOut, float[] weight, int phases, Tensor gradX, Workers workers) {
        int positions = gradX.h() * gradX.w();
        int perPhase = Math.ceilDiv(positions, PIECE);
        PackedWeights transposed = PackedWeights.transposed(weight, gradOut.c() / phases, gradX.c() / phases);
        workers.run(gradX.n() * phases * perPhase, piece -> {
            int n = piece / perPhase / phases;
            int phase = piece / perPhase % phases;
            int first = piece % perPhase * PIECE;
            Conv1x1.run(gradOut.data(), (n * gradOut.c() + phase) * positions + first, phases * positions, transposed,
                    gradX.data(), (n * gradX.c() + phase) * positions + first, phases * positions,
                    Math.min(PIECE, positions - first));
        });
    }
}
