package io.github.dysample.internal.vector;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleGradients;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import io.github.dysample.internal.ArrayPool;
import io.github.dysample.spi.DifferentiableLayer;
import io.github.dysample.spi.Workers;

/**
 * The fused layer: a band of rows at a time is convolved into a scratch, turned into offsets, planned, and sampled
 * while it is still in the cache. No tensor is made between the stages.
 */
class VectorLayer implements DifferentiableLayer {
    private final DySampleWeights weights;
    private final DySampleConfig config;
    private final float[] initial; // [offsetChannels]
    private final PackedWeights offset;
    private final PackedWeights scope; // null with static scope
    private final EndConv end; // null without end_conv
    private final ScratchPool<Scratch> scratches = new ScratchPool<>(Scratch::new);
    private final LayerGradient gradient;
    private final ArrayPool pool = new ArrayPool(); // what end projects

    VectorLayer(DySampleWeights weights) {
        this.weights = weights;
        config = weights.config();
        initial = weights.initialPositions();
        offset = pack(weights.offsetWeight(), weights.offsetBias());
        scope = config.dynamicScope() ? pack(weights.scopeWeight(), weights.scopeBias()) : null;
        end = config.hasEndConv() ? new EndConv(weights) : null;
        gradient = new LayerGradient(weights, offset, scope, end);
    }

    private PackedWeights pack(float[] weight, float[] bias) {
        return new PackedWeights(weight, bias, config.convOutputs(), config.convInputs());
    }

    @Override
    public void forward(Tensor x, Tensor out, Workers workers) {
        compute(x, out, false, workers);
    }

    @Override
    public void forwardAdd(Tensor x, Tensor out, Workers workers) {
        compute(x, out, true, workers);
    }

    /**
     * Computes the layer.
     *
     * @param adds whether it is added to what the output holds, rather than replace it
     */
    void compute(Tensor x, Tensor out, boolean adds, Workers workers) {
        float[] projected = null;
        if (end != null) {
            projected = pool.take(config.groups() * config.endConvOutputs() * x.n() * x.h() * x.w());
            project(x, projected, workers);
        }
        int rows = Bands.rows(config, x.h(), x.w());
        int columns = Bands.columns(config, x.w());
        int bands = x.n() * Math.ceilDiv(x.h(), rows) * Math.ceilDiv(x.w(), columns);
        bands(x, projected, rows, columns, bands, out, adds, workers);
        if (end != null) {
            pool.give(projected);
        }
    }

    @Override
    public void backward(Tensor x, Tensor gradOut, Tensor gradX, DySampleGradients gradients, Workers workers) {
        gradient.run(x, gradOut, gradX, gradients, workers);
    }

    @Override
    public void warmUp() {
        new WarmUp(config).runAll();
        Settling.run(this, weights);
    }

    private void bands(
            Tensor x, float[] projected, int rows, int columns, int bands, Tensor out, boolean adds,
            Workers workers) {
        if (workers.width() == 1) {
            bands(x, projected, rows, columns, 0, bands, out, adds);
            return;
        }
        int perPiece = Bands.perPiece(config, rows * columns);
        workers.run(Math.ceilDiv(bands, perPiece), piece -> bands(x, projected, rows, columns,
                piece * perPiece, (int) Math.min((piece + 1L) * perPiece, bands), out, adds));
    }

    /** Some of the bands of all items of the batch. */
    private void bands(
            Tensor x, float[] projected, int rows, int columns, int first, int last, Tensor out, boolean adds) {
        Scratch scratch = scratches.take();
        scratch.resize(config, rows * columns, adds);
        int perRow = Math.ceilDiv(x.w(), columns);
        int perItem = Math.ceilDiv(x.h(), rows) * perRow;
        for (int band = first; band < last; band++) {
            int n = band / perItem;
            int row = band % perItem / perRow * rows;
            int column = band % perRow * columns;
            band(x, projected, n, row, Math.min(rows, x.h() - row), column, Math.min(columns, x.w() - column), scratch,
                    out, adds);
        }
        scratches.give(scratch);
    }

    /** What {@code end_conv} makes of each group alone, before it is sampled. */
    void project(Tensor x, float[] projected, Workers workers) {
        end.project(x, projected, workers);
    }

    /** All outputs of a band. */
    void band(
            Tensor x, float[] projected, int n, int firstRow, int rows, int firstColumn, int columns, Scratch scratch,
            Tensor out, boolean adds) {
        offsets(x, n, firstRow, firstColumn, rows * columns, scratch);
        if (end == null) {
            OffsetSample.band(x, n, firstRow, rows, firstColumn, columns, scratch.offsets, 0, rows * columns,
                    config.scale(), config.groups(), scratch.plan, out, adds);
        } else {
            end.band(projected, x, n, firstRow, rows, firstColumn, columns, config.scale(), scratch, out, adds);
        }
    }

    /**
     * The offset branch on a band, whose positions follow each other in the map: some positions at a time, which stay
     * in the cache from one convolution to the other and to what becomes of their results.
     */
    private void offsets(Tensor x, int n, int firstRow, int firstColumn, int positions, Scratch scratch) {
        int from = n * x.c() * x.h() * x.w() + firstRow * x.w() + firstColumn;
        for (int p = 0; p < positions; p += Bands.TOGETHER) {
            int some = Math.min(Bands.TOGETHER, positions - p);
            convolve(x, from + p, some, offset, scratch.offsets, p, positions);
            if (scope != null) {
                convolve(x, from + p, some, scope, scratch.scope, 0, some);
            }
            Offsets.run(scratch.offsets, p, positions, scope == null ? null : scratch.scope, some, initial);
        }
    }

    /**
     * One convolution on a band. With {@link Style#PL} the shuffles around it only say which channels each sub-position
     * reads: every s²-th, so they move no data.
     */
    private void convolve(
            Tensor x, int from, int positions, PackedWeights weights, float[] out, int to, int stride) {
        int plane = x.h() * x.w();
        int shuffles = config.style() == Style.LP ? 1 : config.scale() * config.scale();
        for (int position = 0; position < shuffles; position++) {
            Conv1x1.run(x.data(), from + position * plane, shuffles * plane, weights,
                    out, to + position * stride, shuffles * stride, positions);
        }
    }
}
