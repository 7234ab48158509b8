package io.github.dysample.oracle;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.Tensor;

/** The whole layer in double, one output at a time, as the paper says it; and with the mistakes ports make. */
final class PlainLayer {

    /** What ports get wrong; see "Known wrong ports" of the semantics. */
    enum Mistake {
        /** −1 and 1 of the normalised grid taken for the centres of the edge pixels. */
        ALIGNED_CORNERS,
        /** The offset taken to be in output pixels, added to the output's own grid. */
        LOW_RESOLUTION_OFFSETS,
        /** Channel c given the offsets of group c mod g, not c / (C/g). */
        MISINDEXED_GROUPS,
        /** The first half of the offset channels taken for y. */
        SWAPPED_COMPONENTS,
        /** Offset channels taken to have the sub-position first, as ONNX DepthToSpace has by default. */
        DCR_ORDER,
        /** Clipped to the outer edges of the map, beyond which there are zeros, instead of the centres. */
        CLIPPED_HALF_A_PIXEL_OUTSIDE,
        /** Offsets of group 0 for all. */
        SHARED_OFFSETS,
        /** No initial position. */
        NO_INITIAL_POSITION,
        /** The range factor left out: 0.25, with dynamic scope 0.5. */
        NO_RANGE_FACTOR
    }

    private final DySampleWeights weights;
    private final DySampleConfig config;
    private final int s;
    private final int g;
    private final Mistake mistake;

    /** A layer without a mistake, if {@code mistake} is null. */
    PlainLayer(DySampleWeights weights, Mistake mistake) {
        this.weights = weights;
        this.config = weights.config();
        this.s = config.scale();
        this.g = config.groups();
        this.mistake = mistake;
    }

    /** Output (n, c, Y, X), row-major. */
    double[] forward(Tensor x) {
        double[] out = new double[x.n() * x.c() * s * x.h() * s * x.w()];
        int next = 0;
        for (int n = 0; n < x.n(); n++) {
            for (int c = 0; c < x.c(); c++) {
                for (int y = 0; y < s * x.h(); y++) {
                    for (int col = 0; col < s * x.w(); col++) {
                        int group = groupOf(c);
                        out[next++] = bilinear(
                                x, n, c, coordinate(x, n, 1, group, y, col), coordinate(x, n, 0, group, y, col));
                    }
                }
            }
        }
        return out;
    }

    /** The clipped pixel coordinate at which output (y, x) samples; component 0 is x, 1 is y. */
    double coordinate(Tensor x, int n, int component, int group, int outY, int outX) {
        int out = component == 0 ? outX : outY;
        int size = component == 0 ? x.w() : x.h();
        double offset = offset(x, n, component, group, outY, outX);
        double point = out / s + offset;
        if (mistake == Mistake.ALIGNED_CORNERS) {
            double normalised = 2 * (point + 0.5) / size - 1;
            point = (normalised + 1) / 2 * (size - 1);
        }
        if (mistake == Mistake.LOW_RESOLUTION_OFFSETS) {
            point = (out + 0.5 + offset) / s - 0.5;
        }
        double margin = mistake == Mistake.CLIPPED_HALF_A_PIXEL_OUTSIDE ? 0.5 : 0;
        return Math.clamp(point, -margin, size - 1 + margin);
    }

    private int groupOf(int c) {
        return switch (mistake) {
            case MISINDEXED_GROUPS -> c % g;
            case SHARED_OFFSETS -> 0;
            case null, default -> c / (config.channels() / g);
        };
    }

    /** In input pixels, for the sub-position of output (y, x). */
    private double offset(Tensor x, int n, int component, int group, int outY, int outX) {
        int i = outY % s;
        int j = outX % s;
        int half = mistake == Mistake.SWAPPED_COMPONENTS ? 1 - component : component;
        int channel = mistake == Mistake.DCR_ORDER
                ? (i * s + j) * 2 * g + half * g + group
                : ((half * g + group) * s + i) * s + j;
        double value = branch(x, n, channel, outY / s, outX / s, weights.offsetWeight(), weights.offsetBias());
        double range = 0.25;
        if (config.dynamicScope()) {
            double scope = branch(x, n, channel, outY / s, outX / s, weights.scopeWeight(), weights.scopeBias());
            range = 0.5 / (1 + Math.exp(-scope));
        }
        if (mistake == Mistake.NO_RANGE_FACTOR) {
            range *= config.dynamicScope() ? 2 : 4;
        }
        double init = ((component == 0 ? j : i) - (s - 1) / 2.0) / s;
        return value * range + (mistake == Mistake.NO_INITIAL_POSITION ? 0 : init);
    }

    /** One channel of the convolution; with style pl its row reads every s²-th input channel. */
    private double branch(Tensor x, int n, int channel, int h, int w, float[] weight, float[] bias) {
        int positions = config.style() == Style.PL ? s * s : 1;
        int row = channel / positions;
        double sum = bias == null ? 0 : bias[row];
        for (int k = 0; k < config.convInputs(); k++) {
            sum += (double) weight[row * config.convInputs() + k]
                    * x.get(n, k * positions + channel % positions, h, w);
        }
        return sum;
    }

    private static double bilinear(Tensor x, int n, int c, double py, double px) {
        int y0 = (int) Math.floor(py);
        int x0 = (int) Math.floor(px);
        double sum = 0;
        for (int y = y0; y <= y0 + 1; y++) {
            for (int col = x0; col <= x0 + 1; col++) {
                if (y >= 0 && y < x.h() && col >= 0 && col < x.w()) {
                    sum += (1 - Math.abs(py - y)) * (1 - Math.abs(px - col)) * x.get(n, c, y, col);
                }
            }
        }
        return sum;
    }
}
