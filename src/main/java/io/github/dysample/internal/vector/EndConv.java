package io.github.dysample.internal.vector;

import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import io.github.dysample.spi.Workers;
import java.util.Arrays;

/**
 * The 1×1 convolution that follows the sampling in networks for super-resolution, computed before it: each group's
 * channels are projected to the outputs at the low resolution, then sampled with the group's points and added up.
 */
final class EndConv {
    private final PackedWeights[] ofGroups;
    private final float[] bias; // [outputs] or null
    private final int outputs;

    EndConv(DySampleWeights weights) {
        outputs = weights.config().endConvOutputs();
        bias = weights.endConvBias();
        ofGroups = new PackedWeights[weights.config().groups()];
        for (int group = 0; group < ofGroups.length; group++) {
            ofGroups[group] = new PackedWeights(
                    weights.endConvWeightOf(group), null, outputs, weights.config().channelsPerGroup());
        }
    }

    /** What the convolution makes of each group alone (B, g, outputs, H, W). */
    void project(Tensor x, float[] projected, Workers workers) {
        if (workers.width() == 1) {
            for (int n = 0; n < x.n(); n++) {
                project(x, n, 0, x.h() * x.w(), projected);
            }
        } else {
            Shares.run(x, workers, (n, first, count) -> project(x, n, first, count, projected));
        }
    }

    private void project(Tensor x, int n, int first, int count, float[] projected) {
        int plane = x.h() * x.w();
        for (int group = 0; group < ofGroups.length; group++) {
            int itemAndGroup = n * ofGroups.length + group;
            Conv1x1.run(x.data(), itemAndGroup * ofGroups[group].inputs * plane + first, plane, ofGroups[group],
                    projected, itemAndGroup * outputs * plane + first, plane, count);
        }
    }

    /**
     * All outputs of a band, from its offsets; see {@link OffsetSample#band}.
     *
     * @param adds whether they are added to what the output holds, rather than replace it
     */
    void band(
            float[] projected, Tensor x, int n, int firstRow, int rows, int firstColumn, int columns, float[] offsets,
            int from, int offsetStride, int scale, Scratch scratch, Tensor out, boolean adds) {
        int plane = x.h() * x.w();
        int outPlane = out.h() * out.w();
        int together = columns == x.w() ? scale * rows : 1;
        int count = together * scale * columns;
        for (int row = scale * firstRow; row < scale * (firstRow + rows); row += together) {
            int first = (n * outputs * out.h() + row) * out.w() + scale * firstColumn;
            float[] sums = adds ? scratch.sums : out.data();
            int to = adds ? 0 : first;
            int stride = adds ? count : outPlane;
            for (int o = 0; o < outputs; o++) {
                Arrays.fill(sums, to + o * stride, to + o * stride + count, bias == null ? 0f : bias[o]);
            }
            for (int group = 0; group < ofGroups.length; group++) {
                scratch.plan.run(offsets, from, offsetStride, scale, group, ofGroups.length, firstRow, row,
                        together, firstColumn, columns, x.h(), x.w());
                Sampler.run(scratch.plan.plan, projected, (n * ofGroups.length + group) * outputs * plane, plane,
                        outputs, sums, to, stride, true);
            }
            for (int o = 0; adds && o < outputs; o++) {
                Sum.add(sums, o * count, count, out.data(), first + o * outPlane);
            }
        }
    }
}
