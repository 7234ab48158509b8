package io.github.dysample.cli.demo;

import io.github.dysample.DySample;
import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import java.util.Arrays;

/** The upsamplers without weights that DySample is compared with. */
final class Resampling {
    private Resampling() {}

    /** Every pixel repeated. */
    static Tensor nearest(Tensor x, int scale) {
        Tensor out = Tensor.zeros(x.n(), x.c(), scale * x.h(), scale * x.w());
        for (int n = 0; n < out.n(); n++) {
            for (int c = 0; c < out.c(); c++) {
                for (int h = 0; h < out.h(); h++) {
                    for (int w = 0; w < out.w(); w++) {
                        out.set(n, c, h, w, x.get(n, c, h / scale, w / scale));
                    }
                }
            }
        }
        return out;
    }

    /** Bilinear with pixel areas aligned, which is what a DySample layer is whose weights are all 0. */
    static Tensor bilinear(Tensor x, int scale) {
        DySampleConfig config = new DySampleConfig(x.c(), scale, 1, Style.LP, false);
        float[] zeros = new float[config.convOutputs() * config.convInputs()];
        return DySample.of(new DySampleWeights(config, zeros, null, null, null)).forward(x);
    }

    /** The first channels of a tensor with one picture. */
    static Tensor firstChannels(Tensor x, int channels) {
        float[] values = Arrays.copyOf(x.data(), channels * x.h() * x.w());
        return Tensor.of(values, 1, channels, x.h(), x.w());
    }
}
