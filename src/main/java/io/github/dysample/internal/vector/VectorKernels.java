package io.github.dysample.internal.vector;

import io.github.dysample.DySampleWeights;
import io.github.dysample.Interpolation;
import io.github.dysample.Padding;
import io.github.dysample.Tensor;
import io.github.dysample.spi.Kernels;
import io.github.dysample.spi.PreparedConv1x1;
import io.github.dysample.spi.PreparedLayer;
import io.github.dysample.spi.Workers;

/** SIMD kernels on the Vector API, with the bits of the scalar ones. */
public class VectorKernels implements Kernels {

    @Override
    public PreparedConv1x1 prepareConv1x1(float[] weight, float[] bias, int outputs, int inputs) {
        return new Conv1x1(new PackedWeights(weight, bias, outputs, inputs));
    }

    @Override
    public void pixelShuffle(Tensor x, int factor, Tensor out, Workers workers) {
        PixelShuffle.run(x, factor, out, workers);
    }

    @Override
    public void pixelUnshuffle(Tensor x, int factor, Tensor out, Workers workers) {
        PixelShuffle.inverse(x, factor, out, workers);
    }

    @Override
    public void gridSample(
            Tensor x, Tensor grid, Interpolation interpolation, Padding padding, boolean alignCorners, Tensor out,
            Workers workers) {
        GridSample.run(x, grid, interpolation, padding, alignCorners, out, workers);
    }

    @Override
    public void offsets(Tensor linear, Tensor scope, float[] initial, Tensor out, Workers workers) {
        Offsets.run(linear, scope, initial, out, workers);
    }

    @Override
    public void offsetSample(Tensor x, Tensor offsets, int scale, int groups, Tensor out, Workers workers) {
        OffsetSample.run(x, offsets, scale, groups, out, workers);
    }

    @Override
    public void offsetSampleGradient(
            Tensor x, Tensor offsets, Tensor gradOut, int scale, int groups, Tensor gradX, Tensor gradOffsets,
            Workers workers) {
        OffsetSampleGradient.run(x, offsets, gradOut, scale, groups, gradX, gradOffsets, workers,
                new ScratchPool<>(OffsetSampleGradient.Scratch::new));
    }

    @Override
    public void offsetsGradient(
            Tensor gradOffsets, Tensor linear, Tensor scope, Tensor gradLinear, Tensor gradScope, Workers workers) {
        OffsetsGradient.run(gradOffsets, linear, scope, gradLinear, gradScope, workers);
    }

    @Override
    public void conv1x1InputGradient(Tensor gradOut, float[] weight, int phases, Tensor gradX, Workers workers) {
        Conv1x1InputGradient.run(gradOut, weight, phases, gradX, workers);
    }

    @Override
    public void conv1x1WeightGradient(Tensor x, Tensor gradOut, int phases, double[] sums, Workers workers) {
        Conv1x1WeightGradient.weight(x, gradOut, phases, sums, workers);
    }

    @Override
    public void conv1x1BiasGradient(Tensor gradOut, int phases, double[] sums, Workers workers) {
        Conv1x1WeightGradient.bias(gradOut, phases, sums, workers);
    }

    @Override
    public PreparedLayer prepare(DySampleWeights weights) {
        return new VectorLayer(weights);
    }
}
