package io.github.dysample.internal.scalar;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import io.github.dysample.spi.Workers;

/** The gradients of {@link EndConv}: from that of each group's result (B, g·O, H, W) to x's and the weight's. */
final class EndConvGradient {
    private final float[] weight; // [outputs][channels]
    private final int outputs;
    private final int channels;
    private final int channelsPerGroup;

    EndConvGradient(DySampleWeights weights) {
        DySampleConfig config = weights.config();
        weight = weights.endConvWeight();
        outputs = config.endConvOutputs();
        channels = config.channels();
        channelsPerGroup = config.channelsPerGroup();
    }

    void ofInput(Tensor gradProjected, Tensor gradX, Workers workers) {
        int planes = gradX.n() * channels;
        if (workers.width() == 1) {
            for (int plane = 0; plane < planes; plane++) {
                ofInput(gradProjected, plane, gradX);
            }
        } else {
            workers.run(planes, plane -> ofInput(gradProjected, plane, gradX));
        }
    }

    private void ofInput(Tensor gradProjected, int plane, Tensor gradX) {
        int positions = gradX.h() * gradX.w();
        int channel = plane % channels;
        int group = channel / channelsPerGroup;
        int first = (plane / channels * gradProjected.c() + group * outputs) * positions;
        for (int p = 0; p < positions; p++) {
            gradX.data()[plane * positions + p] = Conv1x1InputGradient.at(
                    weight, channel, channels, outputs, gradProjected.data(), first + p, positions);
        }
    }

    void addWeight(Tensor x, Tensor gradProjected, double[] sums, Workers workers) {
        if (workers.width() == 1) {
            for (int channel = 0; channel < channels; channel++) {
                addColumn(x, gradProjected, channel, sums);
            }
        } else {
            workers.run(channels, channel -> addColumn(x, gradProjected, channel, sums));
        }
    }

    /** The weights that read one channel. */
    private void addColumn(Tensor x, Tensor gradProjected, int channel, double[] sums) {
        int first = channel / channelsPerGroup * outputs;
        for (int o = 0; o < outputs; o++) {
            int at = o * channels + channel;
            sums[at] = Conv1x1WeightGradient.sum(gradProjected, first + o, x, channel, 1, sums[at]);
        }
    }
}
