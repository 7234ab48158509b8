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

    /** Bicubic with pixel areas aligned, as PyTorch has it. */
    static Tensor bicubic(Tensor x, int scale) {
        Tensor out = Tensor.zeros(x.n(), x.c(), scale * x.h(), scale * x.w());
        for (int n = 0; n < out.n(); n++) {
            for (int c = 0; c < out.c(); c++) {
                for (int h = 0; h < out.h(); h++) {
                    for (int w = 0; w < out.w(); w++) {
                        out.set(n, c, h, w, (float) bicubic(x, n, c, (h + 0.5) / scale - 0.5, (w + 0.5) / scale - 0.5));
                    }
                }
            }
        }
        return out;
    }

    /** The value at a point between the centres of pixels; the map is continued by its edge pixels. */
    private static double bicubic(Tensor x, int n, int c, double down, double across) {
        int top = (int) Math.floor(down);
        int left = (int) Math.floor(across);
        double sum = 0;
        for (int i = -1; i <= 2; i++) {
            int row = Math.clamp(top + i, 0, x.h() - 1);
            for (int j = -1; j <= 2; j++) {
                int column = Math.clamp(left + j, 0, x.w() - 1);
                sum += cubic(down - top - i) * cubic(across - left - j) * x.get(n, c, row, column);
            }
        }
        return sum;
    }

    /** How much a pixel counts at a distance. */
    private static double cubic(double signed) {
        double t = Math.abs(signed);
        double a = -0.75;
        return t <= 1
                ? ((a + 2) * t - (a + 3)) * t * t + 1
                : ((t - 5) * t + 8) * t * a - 4 * a;
    }

    /** The first channels of a tensor with one picture. */
    static Tensor firstChannels(Tensor x, int channels) {
        float[] values = Arrays.copyOf(x.data(), channels * x.h() * x.w());
        return Tensor.of(values, 1, channels, x.h(), x.w());
    }
}
