package io.github.dysample.internal.scalar;

import io.github.dysample.Tensor;
import io.github.dysample.spi.PreparedConv1x1;
import io.github.dysample.spi.Workers;

/** 1×1 convolution: at each position a matrix times the vector of channels. */
record Conv1x1(float[] weight, float[] bias, int outputs, int inputs) implements PreparedConv1x1 {

    @Override
    public void forward(Tensor x, Tensor out, Workers workers) {
        int positions = x.h() * x.w();
        workers.run(out.n() * outputs, plane -> {
            int n = plane / outputs;
            int o = plane % outputs;
            for (int p = 0; p < positions; p++) {
                out.data()[plane * positions + p] =
                        at(o, x.data(), n * inputs * positions + p, positions);
            }
        });
    }

    /** Output o where input channel k is at {@code x[first + k * stride]}: adds {@code weight · x} in order of k. */
    float at(int o, float[] x, int first, int stride) {
        float sum = bias == null ? 0f : bias[o];
        for (int k = 0; k < inputs; k++) {
            sum = Math.fma(weight[o * inputs + k], x[first + k * stride], sum);
        }
        return sum;
    }
}
