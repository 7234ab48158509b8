package io.github.dysample.internal.vector;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleGradients;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import io.github.dysample.internal.ArrayPool;
import io.github.dysample.spi.DifferentiableLayer;
import io.github.dysample.spi.ForwardStages;
import io.github.dysample.spi.Workers;

/**
 * The fused layer: a band of rows at a time is convolved into a scratch, turned into offsets, planned, and sampled
 * while it is still in the cache. No tensor is made between the stages, unless they are to be kept.
 */
class VectorLayer implements DifferentiableLayer {
    private final DySampleWeights weights;
    private final DySampleConfig config;
    private final OffsetBranch branch;
    private final EndConv end; // null without end_conv
    private final ScratchPool<Scratch> scratches = new ScratchPool<>(Scratch::new);
    private final LayerGradient gradient;
    private final ArrayPool pool = new ArrayPool(); // what end projects

    VectorLayer(DySampleWeights weights) {
        this.weights = weights;
        config = weights.config();
        branch = new OffsetBranch(weights);
        end = config.hasEndConv() ? new EndConv(weights) : null;
        gradient = new LayerGradient(weights, branch, end);
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

    /**
     * Computes the layer.
     *
     * @param adds whether it is added to what the output holds, rather than replace it
     * @param kept takes the stages that the backward pass needs; null if they are not kept
     */
    void compute(Tensor x, Tensor out, boolean adds, ForwardStages kept, Workers workers) {
        if (end == null) {
            bands(x, null, out, adds, kept, workers);
        } else if (kept != null) {
            project(x, kept.projected().data(), workers);
            bands(x, kept.projected().data(), out, adds, kept, workers);
        } else {
            float[] projected = pool.take(config.groups() * config.endConvOutputs() * x.n() * x.h() * x.w());
            project(x, projected, workers);
            bands(x, projected, out, adds, null, workers);
            pool.give(projected);
        }
    }

    @Override
    public void backward(
            Tensor x, ForwardStages kept, Tensor gradOut, Tensor gradX, DySampleGradients gradients, Workers workers) {
        gradient.run(x, kept, gradOut, gradX, gradients, workers);
    }

    @Override
    public void warmUp() {
        new WarmUp(config).runAll();
        Settling.run(this, weights);
    }

    private void bands(
            Tensor x, float[] projected, Tensor out, boolean adds, ForwardStages kept, Workers workers) {
        int rows = Bands.rows(config, x.h(), x.w());
        int columns = Bands.columns(config, x.w());
        int bands = x.n() * Math.ceilDiv(x.h(), rows) * Math.ceilDiv(x.w(), columns);
        if (workers.width() == 1) {
            bands(x, projected, rows, columns, 0, bands, out, adds, kept);
            return;
        }
        int perPiece = Bands.perPiece(config, rows * columns);
        workers.run(Math.ceilDiv(bands, perPiece), piece -> bands(x, projected, rows, columns,
                piece * perPiece, (int) Math.min((piece + 1L) * perPiece, bands), out, adds, kept));
    }

    /** Some of the bands of all items of the batch. */
    private void bands(
            Tensor x, float[] projected, int rows, int columns, int first, int last, Tensor out, boolean adds,
            ForwardStages kept) {
        Scratch scratch = scratches.take();
        scratch.resize(config, rows * columns, adds);
        int perRow = Math.ceilDiv(x.w(), columns);
        int perItem = Math.ceilDiv(x.h(), rows) * perRow;
        for (int band = first; band < last; band++) {
            int n = band / perItem;
            int row = band % perItem / perRow * rows;
            int column = band % perRow * columns;
            band(x, projected, n, row, Math.min(rows, x.h() - row), column, Math.min(columns, x.w() - column), scratch,
                    out, adds, kept);
        }
        scratches.give(scratch);
    }

    /** What {@code end_conv} makes of each group alone, before it is sampled. */
    void project(Tensor x, float[] projected, Workers workers) {
        end.project(x, projected, workers);
    }

    /** All outputs of a band, whose positions follow each other in the map. */
    void band(
            Tensor x, float[] projected, int n, int firstRow, int rows, int firstColumn, int columns, Scratch scratch,
            Tensor out, boolean adds, ForwardStages kept) {
        int first = firstRow * x.w() + firstColumn;
        int count = rows * columns;
        if (kept == null) {
            branch.run(x, n, first, count, scratch);
            sample(x, projected, n, firstRow, rows, firstColumn, columns, scratch.offsets, 0, count, scratch, out,
                    adds);
        } else {
            int plane = x.h() * x.w();
            branch.run(x, n, first, count, kept);
            sample(x, projected, n, firstRow, rows, firstColumn, columns, kept.offsets().data(),
                    n * config.offsetChannels() * plane + first, plane, scratch, out, adds);
        }
    }

    private void sample(
            Tensor x, float[] projected, int n, int firstRow, int rows, int firstColumn, int columns, float[] offsets,
            int from, int stride, Scratch scratch, Tensor out, boolean adds) {
        if (end == null) {
            OffsetSample.band(x, n, firstRow, rows, firstColumn, columns, offsets, from, stride, config.scale(),
                    config.groups(), scratch.plan, out, adds);
        } else {
            end.band(projected, x, n, firstRow, rows, firstColumn, columns, offsets, from, stride, config.scale(),
                    scratch, out, adds);
        }
    }
}
