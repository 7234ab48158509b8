package io.github.dysample.internal.vector;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import io.github.dysample.spi.PreparedLayer;
import io.github.dysample.spi.Workers;

/**
 * The fused layer: a band of rows at a time is convolved into a scratch, turned into offsets, planned, and sampled
 * while it is still in the cache. No tensor is made between the stages.
 */
final class VectorLayer implements PreparedLayer {
    private final DySampleConfig config;
    private final float[] initial; // [offsetChannels]
    private final PackedWeights offset;
    private final PackedWeights scope; // null with static scope
    private final EndConv end; // null without end_conv
    private final ScratchPool pool = new ScratchPool();

    VectorLayer(DySampleWeights weights) {
        config = weights.config();
        initial = weights.initialPositions();
        offset = pack(weights.offsetWeight(), weights.offsetBias());
        scope = config.dynamicScope() ? pack(weights.scopeWeight(), weights.scopeBias()) : null;
        end = config.hasEndConv() ? new EndConv(weights) : null;
    }

    private PackedWeights pack(float[] weight, float[] bias) {
        return new PackedWeights(weight, bias, config.convOutputs(), config.convInputs());
    }

    @Override
    public void forward(Tensor x, Tensor out, Workers workers) {
        float[] projected = end == null ? null : end.project(x, workers);
        int rows = Bands.rows(config, x.h(), x.w());
        int perItem = Math.ceilDiv(x.h(), rows);
        int perPiece = Bands.perPiece(config, rows * x.w());
        if (workers.width() == 1) {
            bands(x, projected, rows, 0, x.n() * perItem, out);
        } else {
            int all = x.n() * perItem;
            workers.run(Math.ceilDiv(all, perPiece), piece ->
                    bands(x, projected, rows, piece * perPiece, (int) Math.min((piece + 1L) * perPiece, all), out));
        }
        if (end != null) {
            end.give(projected);
        }
    }

    /** Some of the bands of all items of the batch. */
    private void bands(Tensor x, float[] projected, int rows, int first, int last, Tensor out) {
        Scratch scratch = pool.take();
        int perItem = Math.ceilDiv(x.h(), rows);
        for (int band = first; band < last; band++) {
            int n = band / perItem;
            int row = band % perItem * rows;
            int bandRows = Math.min(rows, x.h() - row);
            offsets(x, n, row, bandRows, scratch);
            if (end == null) {
                OffsetSample.band(x, n, row, bandRows, scratch.offsets, 0, bandRows * x.w(), config.scale(),
                        config.groups(), scratch.plan, out);
            } else {
                end.band(projected, x, n, row, bandRows, config.scale(), scratch, out);
            }
        }
        pool.give(scratch);
    }

    /** The offset branch on a band. */
    private void offsets(Tensor x, int n, int firstRow, int rows, Scratch scratch) {
        int positions = rows * x.w();
        scratch.resize(config, positions);
        convolve(x, n, firstRow, positions, offset, scratch.offsets);
        if (scope != null) {
            convolve(x, n, firstRow, positions, scope, scratch.scope);
        }
        Offsets.run(scratch.offsets, scope == null ? null : scratch.scope, initial, positions);
    }

    /**
     * One convolution on a band. With {@link Style#PL} the shuffles around it only say which channels each sub-position
     * reads: every s²-th, so they move no data.
     */
    private void convolve(Tensor x, int n, int firstRow, int positions, PackedWeights weights, float[] out) {
        int plane = x.h() * x.w();
        int from = n * x.c() * plane + firstRow * x.w();
        int shuffles = config.style() == Style.LP ? 1 : config.scale() * config.scale();
        for (int position = 0; position < shuffles; position++) {
            Conv1x1.run(x.data(), from + position * plane, shuffles * plane, weights,
                    out, position * positions, shuffles * positions, positions);
        }
    }
}
