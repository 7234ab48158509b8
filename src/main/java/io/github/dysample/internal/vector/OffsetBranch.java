package io.github.dysample.internal.vector;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import io.github.dysample.internal.ArrayPool;
import io.github.dysample.spi.ForwardStages;

/**
 * The branch from x to the offsets, on positions that follow each other in the map: some of them at a time, which stay
 * in the cache from one convolution to the other and to what becomes of their results.
 */
final class OffsetBranch {
    private final int phases; // of the convolutions
    private final float[] initial; // [offsetChannels]
    private final PackedWeights offset;
    private final PackedWeights scope; // null with static scope
    private final ArrayPool sigmoids = new ArrayPool();

    OffsetBranch(DySampleWeights weights) {
        DySampleConfig config = weights.config();
        phases = config.style() == Style.LP ? 1 : config.scale() * config.scale();
        initial = weights.initialPositions();
        offset = pack(weights.offsetWeight(), weights.offsetBias(), config);
        scope = config.dynamicScope() ? pack(weights.scopeWeight(), weights.scopeBias(), config) : null;
    }

    private static PackedWeights pack(float[] weight, float[] bias, DySampleConfig config) {
        return new PackedWeights(weight, bias, config.convOutputs(), config.convInputs());
    }

    /** Computes the offsets alone, those of channel k into {@code scratch.offsets} from {@code k * count} on. */
    void run(Tensor x, int n, int first, int count, Scratch scratch) {
        for (int p = 0; p < count; p += Bands.TOGETHER) {
            int some = Math.min(Bands.TOGETHER, count - p);
            convolve(x, n, first + p, some, offset, scratch.offsets, p, count);
            if (scope != null) {
                convolve(x, n, first + p, some, scope, scratch.scope, 0, some);
            }
            Offsets.run(scratch.offsets, p, count, scope == null ? null : scratch.scope, some, initial);
        }
    }

    /** Computes the offsets and what they come from, into whole maps. */
    void run(Tensor x, int n, int first, int count, ForwardStages stages) {
        int plane = x.h() * x.w();
        int from = n * initial.length * plane;
        float[] offsets = stages.offsets().data();
        float[] sigmoid = scope == null ? null : sigmoids.take(Bands.TOGETHER);
        for (int p = first; p < first + count; p += Bands.TOGETHER) {
            int some = Math.min(Bands.TOGETHER, first + count - p);
            if (scope == null) {
                convolve(x, n, p, some, offset, offsets, from + p, plane);
                Offsets.run(offsets, from + p, plane, null, some, initial);
            } else {
                float[] linear = stages.linear().data();
                convolve(x, n, p, some, offset, linear, from + p, plane);
                convolve(x, n, p, some, scope, stages.scope().data(), from + p, plane);
                for (int k = 0; k < initial.length; k++) {
                    int at = from + k * plane + p;
                    Sigmoid.run(stages.scope().data(), at, some, sigmoid, 0);
                    Offsets.dynamicScope(linear, sigmoid, 0, at, some, initial[k], offsets);
                }
            }
        }
        if (scope != null) {
            sigmoids.give(sigmoid);
        }
    }

    /**
     * One convolution. With {@link Style#PL} the shuffles around it only say which channels each sub-position reads:
     * every s²-th, so they move no data.
     */
    private void convolve(
            Tensor x, int n, int first, int count, PackedWeights weights, float[] out, int to, int stride) {
        int plane = x.h() * x.w();
        int from = n * x.c() * plane + first;
        for (int phase = 0; phase < phases; phase++) {
            Conv1x1.run(x.data(), from + phase * plane, phases * plane, weights, out, to + phase * stride,
                    phases * stride, count);
        }
    }
}
