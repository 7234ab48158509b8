package io.github.dysample.internal.scalar;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleGradients;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import io.github.dysample.internal.ArrayPool;
import io.github.dysample.spi.DifferentiableLayer;
import io.github.dysample.spi.ForwardStages;
import io.github.dysample.spi.Workers;

/**
 * The layer as it is defined: for every input pixel, group and sub-position an offset, and a sample of every channel of
 * the group there. Nothing computed for one output position serves the next.
 */
public final class ScalarLayer implements DifferentiableLayer {
    private final DySampleConfig config;
    private final float[] initial; // [offsetChannels]
    private final Conv1x1 offset;
    private final Conv1x1 scope; // null with static scope
    private final EndConv end; // null without end_conv
    private final ArrayPool projections = new ArrayPool();
    private final ArrayPool sums = new ArrayPool(); // [end's outputs] each
    private final LayerGradient gradient;

    /** Prepares the layer; the weights are kept. */
    public ScalarLayer(DySampleWeights weights) {
        config = weights.config();
        initial = weights.initialPositions();
        offset = conv(weights.offsetWeight(), weights.offsetBias());
        scope = config.dynamicScope() ? conv(weights.scopeWeight(), weights.scopeBias()) : null;
        end = config.hasEndConv() ? new EndConv(weights) : null;
        gradient = new LayerGradient(weights);
    }

    private Conv1x1 conv(float[] weight, float[] bias) {
        return new Conv1x1(weight, bias, config.convOutputs(), config.convInputs());
    }

    @Override
    public void forward(Tensor x, Tensor out, Workers workers) {
        compute(x, out, false, null, workers);
    }

    @Override
    public void forwardAdd(Tensor x, Tensor out, Workers workers) {
        compute(x, out, true, null, workers);
    }

    @Override
    public boolean keepsStages() {
        return true;
    }

    @Override
    public void forward(Tensor x, Tensor out, ForwardStages kept, Workers workers) {
        compute(x, out, false, kept, workers);
    }

    private void compute(Tensor x, Tensor out, boolean adds, ForwardStages kept, Workers workers) {
        if (end == null) {
            rows(x, null, out, adds, kept, workers);
        } else if (kept != null) {
            end.project(x, kept.projected().data(), workers);
            rows(x, kept.projected().data(), out, adds, kept, workers);
        } else {
            float[] projected = projections.take(config.groups() * config.endConvOutputs() * x.n() * x.h() * x.w());
            end.project(x, projected, workers);
            rows(x, projected, out, adds, null, workers);
            projections.give(projected);
        }
    }

    @Override
    public void backward(
            Tensor x, ForwardStages kept, Tensor gradOut, Tensor gradX, DySampleGradients gradients, Workers workers) {
        gradient.run(x, kept, gradOut, gradX, gradients, workers);
    }

    private void rows(
            Tensor x, float[] projected, Tensor out, boolean adds, ForwardStages kept, Workers workers) {
        int rows = x.n() * x.h();
        if (workers.width() == 1) {
            for (int row = 0; row < rows; row++) {
                band(x, projected, row / x.h(), row % x.h(), 1, 0, x.w(), out, adds, kept);
            }
        } else {
            workers.run(rows, row -> band(x, projected, row / x.h(), row % x.h(), 1, 0, x.w(), out, adds, kept));
        }
    }

    /** What {@code end_conv} makes of each group alone (B, g, O, H, W), before it is sampled. */
    public void project(Tensor x, float[] projected, Workers workers) {
        end.project(x, projected, workers);
    }

    /**
     * All outputs of a part of the map.
     *
     * @param projected the result of {@link #project}, or null without {@code end_conv}
     * @param adds whether the layer is added to what the output holds, rather than replace it
     * @param kept takes the stages of the offset branch; null if they are not kept
     */
    public void band(
            Tensor x, float[] projected, int n, int firstRow, int rows, int firstColumn, int columns, Tensor out,
            boolean adds, ForwardStages kept) {
        float[] sum = end == null ? null : sums.take(end.outputs());
        for (int h = firstRow; h < firstRow + rows; h++) {
            for (int w = firstColumn; w < firstColumn + columns; w++) {
                if (end == null) {
                    pixel(x, n, h, w, out, adds, kept);
                } else {
                    endingPixel(x, projected, n, h, w, sum, out, adds, kept);
                }
            }
        }
        if (end != null) {
            sums.give(sum);
        }
    }

    private void pixel(Tensor x, int n, int h, int w, Tensor out, boolean adds, ForwardStages kept) {
        int s = config.scale();
        int groups = config.groups();
        for (int group = 0; group < groups; group++) {
            for (int position = 0; position < s * s; position++) {
                float ox = offset(x, n, h, w, group * s * s + position, kept);
                float oy = offset(x, n, h, w, (groups + group) * s * s + position, kept);
                OffsetSample.sampleGroup(
                        x, n, group, groups, s, s * h + position / s, s * w + position % s, ox, oy, out, adds);
            }
        }
    }

    private void endingPixel(
            Tensor x, float[] projected, int n, int h, int w, float[] sum, Tensor out, boolean adds,
            ForwardStages kept) {
        int s = config.scale();
        int groups = config.groups();
        for (int position = 0; position < s * s; position++) {
            int outH = s * h + position / s;
            int outW = s * w + position % s;
            for (int o = 0; o < end.outputs(); o++) {
                sum[o] = end.start(o);
            }
            for (int group = 0; group < groups; group++) {
                float ox = offset(x, n, h, w, group * s * s + position, kept);
                float oy = offset(x, n, h, w, (groups + group) * s * s + position, kept);
                end.addGroup(projected, x, n, group, s, outH, outW, ox, oy, sum);
            }
            for (int o = 0; o < end.outputs(); o++) {
                int at = ((n * out.c() + o) * out.h() + outH) * out.w() + outW;
                out.data()[at] = adds ? out.data()[at] + sum[o] : sum[o];
            }
        }
    }

    /** Offset channel k at one pixel. */
    private float offset(Tensor x, int n, int h, int w, int k, ForwardStages kept) {
        float linear = conv(x, n, h, w, k, offset);
        float reach = scope == null ? 0f : conv(x, n, h, w, k, scope);
        float result = scope == null ? Offsets.offset(linear, initial[k]) : Offsets.offset(linear, reach, initial[k]);
        if (kept != null) {
            int at = ((n * initial.length + k) * x.h() + h) * x.w() + w;
            kept.offsets().data()[at] = result;
            if (scope != null) {
                kept.linear().data()[at] = linear;
                kept.scope().data()[at] = reach;
            }
        }
        return result;
    }

    /**
     * The convolution at one pixel. With {@link Style#PL} the two shuffles around it only say which channels it reads:
     * output (row, position) reads input channels {@code c·s² + position}.
     */
    private float conv(Tensor x, int n, int h, int w, int k, Conv1x1 conv) {
        int positions = config.style() == Style.LP ? 1 : config.scale() * config.scale();
        int plane = x.h() * x.w();
        int first = (n * x.c() + k % positions) * plane + h * x.w() + w;
        return conv.at(k / positions, x.data(), first, positions * plane);
    }
}
