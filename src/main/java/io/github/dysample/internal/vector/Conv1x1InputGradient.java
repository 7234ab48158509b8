package io.github.dysample.internal.vector;

import static io.github.dysample.internal.vector.Lanes.COUNT;
import static io.github.dysample.internal.vector.Lanes.FLOATS;

import io.github.dysample.Tensor;
import io.github.dysample.spi.Workers;
import jdk.incubator.vector.FloatVector;

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

    /**
     * Adds the gradient to what is there.
     *
     * @param grad holds that of output o from {@code from + o * stride} on
     * @param gradX has that of input i from {@code to + i * toStride} on
     * @param scratch one value for each input and position
     */
    static void add(
            float[] grad, int from, int stride, PackedWeights transposed, float[] gradX, int to, int toStride,
            int positions, float[] scratch) {
        Conv1x1.run(grad, from, stride, transposed, scratch, 0, positions, positions);
        for (int input = 0; input < transposed.outputs; input++) {
            add(scratch, input * positions, positions, gradX, to + input * toStride);
        }
    }

    private static void add(float[] terms, int from, int count, float[] sums, int to) {
        int i = 0;
        for (; i + COUNT <= count; i += COUNT) {
            FloatVector.fromArray(FLOATS, sums, to + i).add(FloatVector.fromArray(FLOATS, terms, from + i))
                    .intoArray(sums, to + i);
        }
        for (; i < count; i++) {
            sums[to + i] += terms[from + i];
        }
    }
}
