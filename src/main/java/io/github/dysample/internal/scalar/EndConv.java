package io.github.dysample.internal.scalar;

import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import io.github.dysample.spi.Workers;

/**
 * The 1×1 convolution that follows the sampling in networks for super-resolution, computed before it: each group's
 * channels are projected to the outputs at the low resolution, then sampled with the group's points and added up.
 */
final class EndConv {
    private final Conv1x1[] ofGroups;
    private final float[] bias; // [outputs] or null
    private final int outputs;

    EndConv(DySampleWeights weights) {
        outputs = weights.config().endConvOutputs();
        bias = weights.endConvBias();
        ofGroups = new Conv1x1[weights.config().groups()];
        for (int group = 0; group < ofGroups.length; group++) {
            ofGroups[group] = new Conv1x1(
                    weights.endConvWeightOf(group), null, outputs, weights.config().channelsPerGroup());
        }
    }

    /** What the convolution makes of each group alone (B, g, outputs, H, W). */
    void project(Tensor x, float[] projected, Workers workers) {
        int planes = x.n() * ofGroups.length * outputs;
        if (workers.width() == 1) {
            for (int plane = 0; plane < planes; plane++) {
                project(x, plane, projected);
            }
        } else {
            workers.run(planes, plane -> project(x, plane, projected));
        }
    }

    private void project(Tensor x, int plane, float[] projected) {
        int positions = x.h() * x.w();
        int itemAndGroup = plane / outputs;
        Conv1x1 conv = ofGroups[itemAndGroup % ofGroups.length];
        for (int p = 0; p < positions; p++) {
            projected[plane * positions + p] =
                    conv.at(plane % outputs, x.data(), itemAndGroup * conv.inputs() * positions + p, positions);
        }
    }

    int outputs() {
        return outputs;
    }

    /** {@return where the sum of an output begins} */
    float start(int output) {
        return bias == null ? 0f : bias[output];
    }

    /** One output position: the sample of a group is added to the sum of each output. */
    void addGroup(
            float[] projected, Tensor x, int n, int group, int scale, int h, int w, float ox, float oy, float[] sums) {
        int x0 = Taps.base(w / scale, ox, x.w());
        int y0 = Taps.base(h / scale, oy, x.h());
        float fx = Taps.fraction(w / scale, ox, x.w());
        float fy = Taps.fraction(h / scale, oy, x.h());
        for (int o = 0; o < outputs; o++) {
            int plane = ((n * ofGroups.length + group) * outputs + o) * x.h() * x.w();
            sums[o] += Bilinear.sample(projected, plane, x.h(), x.w(), y0, x0, fy, fx);
        }
    }
}
