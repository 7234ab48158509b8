package example;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.Tensor;

/** The thing to verify: a port of the layer, loop by loop from the paper. Put your own in its place. */
final class NaivePort {
    private final DySampleWeights weights;
    private final DySampleConfig config;
    private final int s;

    NaivePort(DySampleWeights weights) {
        this.weights = weights;
        config = weights.config();
        s = config.scale();
    }

    Tensor forward(Tensor x) {
        Tensor y = Tensor.zeros(x.n(), x.c(), s * x.h(), s * x.w());
        for (int n = 0; n < y.n(); n++) {
            for (int h = 0; h < y.h(); h++) {
                for (int w = 0; w < y.w(); w++) {
                    for (int c = 0; c < y.c(); c++) {
                        int group = c / config.channelsPerGroup();
                        int sub = (group * s + h % s) * s + w % s;
                        float px = w / s + offset(x, n, h / s, w / s, sub);
                        float py = h / s + offset(x, n, h / s, w / s, config.groups() * s * s + sub);
                        y.set(n, c, h, w, bilinear(x, n, c, clip(py, x.h()), clip(px, x.w())));
                    }
                }
            }
        }
        return config.hasEndConv() ? endConv(y) : y;
    }

    /** The 1×1 convolution that a network for super-resolution ends in. */
    private Tensor endConv(Tensor sampled) {
        Tensor y = Tensor.zeros(sampled.n(), config.outputChannels(), sampled.h(), sampled.w());
        for (int n = 0; n < y.n(); n++) {
            for (int o = 0; o < y.c(); o++) {
                for (int h = 0; h < y.h(); h++) {
                    for (int w = 0; w < y.w(); w++) {
                        float sum = weights.endConvBias() == null ? 0 : weights.endConvBias()[o];
                        for (int c = 0; c < sampled.c(); c++) {
                            sum += weights.endConvWeight()[o * sampled.c() + c] * sampled.get(n, c, h, w);
                        }
                        y.set(n, o, h, w, sum);
                    }
                }
            }
        }
        return y;
    }

    /** Offset channel k at one input pixel. */
    private float offset(Tensor x, int n, int h, int w, int k) {
        float linear = branch(x, n, h, w, k, weights.offsetWeight(), weights.offsetBias());
        float range = 0.25f;
        if (config.dynamicScope()) {
            float scope = branch(x, n, h, w, k, weights.scopeWeight(), weights.scopeBias());
            range = 0.5f / (1 + (float) Math.exp(-scope));
        }
        return linear * range + weights.initialPositions()[k];
    }

    private float branch(Tensor x, int n, int h, int w, int k, float[] weight, float[] bias) {
        int shuffled = config.style() == Style.PL ? s * s : 1;
        int row = k / shuffled;
        float sum = bias == null ? 0 : bias[row];
        for (int c = 0; c < config.convInputs(); c++) {
            sum += weight[row * config.convInputs() + c] * x.get(n, c * shuffled + k % shuffled, h, w);
        }
        return sum;
    }

    /** Not above 0 means 0, which takes NaN along. */
    private static float clip(float point, int size) {
        return point > 0 ? Math.min(point, size - 1) : 0;
    }

    private static float bilinear(Tensor x, int n, int c, float py, float px) {
        int y0 = (int) py;
        int x0 = (int) px;
        float fy = py - y0;
        float fx = px - x0;
        return (1 - fx) * (1 - fy) * value(x, n, c, y0, x0) + fx * (1 - fy) * value(x, n, c, y0, x0 + 1)
                + (1 - fx) * fy * value(x, n, c, y0 + 1, x0) + fx * fy * value(x, n, c, y0 + 1, x0 + 1);
    }

    private static float value(Tensor x, int n, int c, int h, int w) {
        return h < x.h() && w < x.w() ? x.get(n, c, h, w) : 0;
    }
}
