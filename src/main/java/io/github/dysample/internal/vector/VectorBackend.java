package io.github.dysample.internal.vector;

import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import io.github.dysample.internal.Arguments;
import io.github.dysample.spi.Backend;
import io.github.dysample.spi.Interpolation;
import io.github.dysample.spi.Padding;
import io.github.dysample.spi.PreparedLayer;

/** SIMD kernels on the Vector API, with the bits of the scalar ones. */
public final class VectorBackend implements Backend {

    @Override
    public String name() {
        return VectorProvider.NAME;
    }

    @Override
    public void conv1x1(Tensor x, float[] weight, float[] bias, Tensor out) {
        Arguments.checkConv1x1(x, weight, bias, out);
        Conv1x1.run(x, weight, bias, out);
    }

    @Override
    public void pixelShuffle(Tensor x, int factor, Tensor out) {
        Arguments.checkPixelShuffle(x, factor, out);
        PixelShuffle.run(x, factor, out);
    }

    @Override
    public void pixelUnshuffle(Tensor x, int factor, Tensor out) {
        Arguments.checkPixelUnshuffle(x, factor, out);
        PixelUnshuffle.run(x, factor, out);
    }

    @Override
    public void gridSample(
            Tensor x, Tensor grid, Interpolation interpolation, Padding padding, boolean alignCorners, Tensor out) {
        Arguments.checkGridSample(x, grid, interpolation, padding, out);
        GridSample.run(x, grid, interpolation, padding, alignCorners, out);
    }

    @Override
    public void offsets(Tensor linear, Tensor scope, int scale, Tensor out) {
        Arguments.checkOffsets(linear, scope, scale, out);
        Offsets.run(linear, scope, scale, out);
    }

    @Override
    public void offsetSample(Tensor x, Tensor offsets, int scale, int groups, Tensor out) {
        Arguments.checkOffsetSample(x, offsets, scale, groups, out);
        OffsetSample.run(x, offsets, scale, groups, out);
    }

    @Override
    public PreparedLayer prepare(DySampleWeights weights) {
        Arguments.requirePresent("weights", weights);
        return new VectorLayer(weights);
    }
}
