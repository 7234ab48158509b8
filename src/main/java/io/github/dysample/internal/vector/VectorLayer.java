package io.github.dysample.internal.vector;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import io.github.dysample.spi.PreparedLayer;
import io.github.dysample.spi.Workers;

/**
 * The fused layer: a band of rows at a time is convolved into a scratch, turned into offsets, and sampled while it is
 * still in the cache. Bands are the pieces that workers claim; their size does not depend on the number of workers.
 */
final class VectorLayer implements PreparedLayer {
    /** Pixels to a band: with 256 channels half a megabyte of input, which a second-level cache holds. */
    private static final int BAND_PIXELS = 512;

    private final DySampleWeights weights;
    private final ScratchPool pool = new ScratchPool();

    VectorLayer(DySampleWeights weights) {
        this.weights = weights;
    }

    @Override
    public void forward(Tensor x, Tensor out, Workers workers) {
        int rows = Math.max(1, BAND_PIXELS / x.w());
        int bands = (x.h() + rows - 1) / rows;
        if (workers.width() == 1) {
            Scratch scratch = pool.take();
            for (int piece = 0; piece < x.n() * bands; piece++) {
                band(x, piece / bands, piece % bands * rows, rows, scratch, out);
            }
            pool.give(scratch);
        } else {
            workers.run(x.n() * bands, piece -> {
                Scratch scratch = pool.take();
                band(x, piece / bands, piece % bands * rows, rows, scratch, out);
                pool.give(scratch);
            });
        }
    }

    private void band(Tensor x, int n, int firstRow, int bandRows, Scratch scratch, Tensor out) {
        DySampleConfig config = weights.config();
        int rows = Math.min(bandRows, x.h() - firstRow);
        int positions = rows * x.w();
        int channels = config.offsetChannels();
        float[] offsets = scratch.offsets(channels * positions);
        convolve(x, n, firstRow, positions, weights.offsetWeight(), weights.offsetBias(), offsets);
        float[] scope = null;
        if (config.dynamicScope()) {
            scope = scratch.scope(channels * positions);
            convolve(x, n, firstRow, positions, weights.scopeWeight(), weights.scopeBias(), scope);
        }
        Offsets.run(offsets, scope, channels, positions, config.scale());
        for (int row = 0; row < rows; row++) {
            OffsetSample.rows(x, n, firstRow + row, offsets, row * x.w(), positions, config.scale(), config.groups(),
                    scratch.plan, out);
        }
    }

    /**
     * The offset branch on a band. With {@link Style#PL} the shuffles around the convolution only say which channels
     * each sub-position reads: every s²-th, so they move no data.
     */
    private void convolve(
            Tensor x, int n, int firstRow, int positions, float[] weight, float[] bias, float[] out) {
        DySampleConfig config = weights.config();
        int plane = x.h() * x.w();
        int from = n * x.c() * plane + firstRow * x.w();
        int shuffles = config.style() == Style.LP ? 1 : config.scale() * config.scale();
        for (int position = 0; position < shuffles; position++) {
            Conv1x1.run(x.data(), from + position * plane, shuffles * plane, config.convInputs(), weight, bias,
                    config.convOutputs(), out, position * positions, shuffles * positions, positions);
        }
    }
}
