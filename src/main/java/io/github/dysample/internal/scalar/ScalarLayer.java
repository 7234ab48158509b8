package io.github.dysample.internal.scalar;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleGradients;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import io.github.dysample.internal.ArrayPool;
import io.github.dysample.spi.DifferentiableLayer;
import io.github.dysample.spi.Workers;

/**
 * The layer as it is defined: for every input pixel, group and sub-position an offset, and a sample of every channel of
 * the group there. Nothing is kept between one output position and the next.
 */
public final class ScalarLayer implements DifferentiableLayer {
    private final DySampleConfig config;
    private final float[] initial; // [offsetChannels]
    private final Conv1x1 offset;
    private final Conv1x1 scope; // null with static scope
    private final EndConv end; // null without end_conv
    private final ArrayPool pool = new ArrayPool(); // what end projects
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
        float[] projected = null;
        if (end != null) {
            projected = pool.take(config.groups() * config.endConvOutputs() * x.n() * x.h() * x.w());
            end.project(x, projected, workers);
        }
        rows(x, projected, out, workers);
        if (end != null) {
            pool.give(projected);
        }
    }

    @Override
    public void backward(Tensor x, Tensor gradOut, Tensor gradX, DySampleGradients gradients, Workers workers) {
        gradient.run(x, gradOut, gradX, gradients, workers);
    }

    private void rows(Tensor x, float[] projected, Tensor out, Workers workers) {
        int rows = x.n() * x.h();
        if (workers.width() == 1) {
            for (int row = 0; row < rows; row++) {
                band(x, projected, row / x.h(), row % x.h(), 1, 0, x.w(), out);
            }
        } else {
            workers.run(rows, row -> band(x, projected, row / x.h(), row % x.h(), 1, 0, x.w(), out));
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
     */
    public void band(
            Tensor x, float[] projected, int n, int firstRow, int rows, int firstColumn, int columns, Tensor out) {
        for (int h = firstRow; h < firstRow + rows; h++) {
            for (int w = firstColumn; w < firstColumn + columns; w++) {
                pixel(x, projected, n, h, w, out);
            }
        }
    }

    private void pixel(Tensor x, float[] projected, int n, int h, int w, Tensor out) {
        int s = config.scale();
        int groups = config.groups();
        for (int group = 0; group < groups; group++) {
            for (int position = 0; position < s * s; position++) {
                float ox = offset(x, n, h, w, group * s * s + position);
                float oy = offset(x, n, h, w, (groups + group) * s * s + position);
                int outH = s * h + position / s;
                int outW = s * w + position % s;
                if (end == null) {
                    OffsetSample.sampleGroup(x, n, group, groups, s, outH, outW, ox, oy, out);
                } else {
                    end.addGroup(projected, x, n, group, s, outH, outW, ox, oy, out);
                }
            }
        }
    }

    /** Offset channel k at one pixel. */
    private float offset(Tensor x, int n, int h, int w, int k) {
        float linear = conv(x, n, h, w, k, offset);
        return scope == null
                ? Offsets.offset(linear, initial[k])
                : Offsets.offset(linear, conv(x, n, h, w, k, scope), initial[k]);
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
