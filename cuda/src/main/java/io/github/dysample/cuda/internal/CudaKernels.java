package io.github.dysample.cuda.internal;

import io.github.dysample.DySampleWeights;
import io.github.dysample.Interpolation;
import io.github.dysample.Padding;
import io.github.dysample.Tensor;
import io.github.dysample.spi.Kernels;
import io.github.dysample.spi.PreparedConv1x1;
import io.github.dysample.spi.PreparedLayer;
import io.github.dysample.spi.Workers;

/** The kernels on a GPU, for tensors of the host: each call copies there and back. */
final class CudaKernels implements Kernels {
    private final Gpu gpu;

    CudaKernels(Gpu gpu) {
        this.gpu = gpu;
    }

    private interface Preparation {
        void prepare(Session session, long out, Parameters parameters);
    }

    /** Runs a kernel with a thread for each element of a tensor, its result. The workers copy. */
    private void compute(Tensor out, Workers workers, Kernel kernel, Preparation preparation) {
        try (Session session = new Session(gpu, workers)) {
            long result = session.allocate(out.data().length);
            Parameters parameters = session.launcher().parameters();
            preparation.prepare(session, result, parameters);
            session.launcher().launch(kernel, out.data().length, parameters);
            session.download(result, out.data());
        }
    }

    /** Weights go up with each call: where that counts, the layer keeps them on the GPU. */
    private record Conv1x1(CudaKernels kernels, float[] weight, float[] bias, int outputs, int inputs)
            implements PreparedConv1x1 {
        @Override
        public void forward(Tensor x, Tensor out, Workers workers) {
            kernels.compute(out, workers, Kernel.CONV_1X1, (session, result, parameters) -> parameters
                    .addresses(session.upload(x.data()), session.upload(weight), session.upload(bias), result)
                    .numbers(inputs, outputs, x.h() * x.w()));
        }
    }

    @Override
    public PreparedConv1x1 prepareConv1x1(float[] weight, float[] bias, int outputs, int inputs) {
        return new Conv1x1(this, weight, bias, outputs, inputs);
    }

    @Override
    public void pixelShuffle(Tensor x, int factor, Tensor out, Workers workers) {
        compute(out, workers, Kernel.PIXEL_SHUFFLE, (session, result, parameters) -> parameters
                .addresses(session.upload(x.data()), result)
                .numbers(x.h(), x.w(), factor));
    }

    @Override
    public void pixelUnshuffle(Tensor x, int factor, Tensor out, Workers workers) {
        compute(out, workers, Kernel.PIXEL_UNSHUFFLE, (session, result, parameters) -> parameters
                .addresses(session.upload(x.data()), result)
                .numbers(out.h(), out.w(), factor));
    }

    @Override
    public void gridSample(
            Tensor x, Tensor grid, Interpolation interpolation, Padding padding, boolean alignCorners, Tensor out,
            Workers workers) {
        compute(out, workers, Kernel.GRID_SAMPLE, (session, result, parameters) -> parameters
                .addresses(session.upload(x.data()), session.upload(grid.data()), result)
                .numbers(x.c(), x.h(), x.w(), out.h() * out.w(), interpolation.ordinal(), padding.ordinal(),
                        alignCorners ? 1 : 0));
    }

    @Override
    public void offsets(Tensor linear, Tensor scope, float[] initial, Tensor out, Workers workers) {
        compute(out, workers, Kernel.OFFSETS, (session, result, parameters) -> parameters
                .addresses(session.upload(linear.data()), session.upload(scope == null ? null : scope.data()),
                        session.upload(initial), result)
                .numbers(linear.c(), linear.h() * linear.w()));
    }

    @Override
    public void offsetSample(Tensor x, Tensor offsets, int scale, int groups, Tensor out, Workers workers) {
        compute(out, workers, Kernel.OFFSET_SAMPLE, (session, result, parameters) -> parameters
                .addresses(session.upload(x.data()), session.upload(offsets.data()), result)
                .numbers(x.c(), x.h(), x.w(), scale, groups));
    }

    @Override
    public PreparedLayer prepare(DySampleWeights weights) {
        return new HostLayer(gpu, weights);
    }
}
