package io.github.dysample.internal.vector;

import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import io.github.dysample.spi.CheckedBackend;
import io.github.dysample.spi.Interpolation;
import io.github.dysample.spi.Padding;
import io.github.dysample.spi.PreparedLayer;

/** SIMD kernels on the Vector API, with the bits of the scalar ones. */
public final class VectorBackend extends CheckedBackend {

    @Override
    public String name() {
        return VectorProvider.NAME;
    }

    @Override
    protected void computeConv1x1(Tensor x, float[] weight, float[] bias, Tensor out) {
        Conv1x1.run(x, weight, bias, out);
    }

    @Override
    protected void computePixelShuffle(Tensor x, int factor, Tensor out) {
        PixelShuffle.run(x, factor, out);
    }

    @Override
    protected void computePixelUnshuffle(Tensor x, int factor, Tensor out) {
        PixelUnshuffle.run(x, factor, out);
    }

    @Override
    protected void computeGridSample(
            Tensor x, Tensor grid, Interpolation interpolation, Padding padding, boolean alignCorners, Tensor out) {
        GridSample.run(x, grid, interpolation, padding, alignCorners, out);
    }

    @Override
    protected void computeOffsets(Tensor linear, Tensor scope, int scale, Tensor out) {
        Offsets.run(linear, scope, scale, out);
    }

    @Override
    protected void computeOffsetSample(Tensor x, Tensor offsets, int scale, int groups, Tensor out) {
        OffsetSample.run(x, offsets, scale, groups, out);
    }

    @Override
    protected PreparedLayer prepareLayer(DySampleWeights weights) {
        return new VectorLayer(weights);
    }
}
