package io.github.dysample.cuda.internal;

import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import io.github.dysample.spi.CheckedBackend;
import io.github.dysample.spi.Interpolation;
import io.github.dysample.spi.Padding;
import io.github.dysample.spi.PreparedLayer;
import io.github.dysample.spi.Workers;

/** The kernels on a GPU, for tensors of the host: each call copies there and back. */
final class CudaBackend extends CheckedBackend {
    private final Gpu gpu;

    CudaBackend(Gpu gpu) {
        this.gpu = gpu;
    }

    @Override
    public String name() {
        return CudaProvider.NAME;
    }

    private interface Preparation {
        void prepare(Session session, long out, Parameters parameters);
    }

    /** Runs a kernel with a thread for each element of a tensor, its result; nothing if that is empty. */
    private void compute(Tensor out, Kernel kernel, Preparation preparation) {
        if (out.data().length == 0) {
            return;
        }
        try (Session session = new Session(gpu, Workers.caller())) {
            long result = session.allocate(out.data().length);
            Parameters parameters = session.launcher().parameters();
            preparation.prepare(session, result, parameters);
            session.launcher().launch(kernel, out.data().length, parameters);
            session.download(result, out.data());
        }
    }

    @Override
    protected void computeConv1x1(Tensor x, float[] weight, float[] bias, Tensor out) {
        compute(out, Kernel.CONV_1X1, (session, result, parameters) -> parameters
                .add(session.upload(x.data()))
                .add(session.upload(weight))
                .add(session.upload(bias))
                .add(result)
                .add(x.c())
                .add(out.c())
                .add(x.h() * x.w()));
    }

    @Override
    protected void computePixelShuffle(Tensor x, int factor, Tensor out) {
        compute(out, Kernel.PIXEL_SHUFFLE, (session, result, parameters) -> parameters
                .add(session.upload(x.data()))
                .add(result)
                .add(x.h())
                .add(x.w())
                .add(factor));
    }

    @Override
    protected void computePixelUnshuffle(Tensor x, int factor, Tensor out) {
        compute(out, Kernel.PIXEL_UNSHUFFLE, (session, result, parameters) -> parameters
                .add(session.upload(x.data()))
                .add(result)
                .add(out.h())
                .add(out.w())
                .add(factor));
    }

    @Override
    protected void computeGridSample(
            Tensor x, Tensor grid, Interpolation interpolation, Padding padding, boolean alignCorners, Tensor out) {
        compute(out, Kernel.GRID_SAMPLE, (session, result, parameters) -> parameters
                .add(session.upload(x.data()))
                .add(session.upload(grid.data()))
                .add(result)
                .add(x.c())
                .add(x.h())
                .add(x.w())
                .add(out.h() * out.w())
                .add(interpolation.ordinal())
                .add(padding.ordinal())
                .add(alignCorners ? 1 : 0));
    }

    @Override
    protected void computeOffsets(Tensor linear, Tensor scope, int scale, Tensor out) {
        compute(out, Kernel.OFFSETS, (session, result, parameters) -> parameters
                .add(session.upload(linear.data()))
                .add(session.upload(scope == null ? null : scope.data()))
                .add(result)
                .add(linear.c() / (2 * scale * scale))
                .add(scale)
                .add(linear.h() * linear.w()));
    }

    @Override
    protected void computeOffsetSample(Tensor x, Tensor offsets, int scale, int groups, Tensor out) {
        compute(out, Kernel.OFFSET_SAMPLE, (session, result, parameters) -> parameters
                .add(session.upload(x.data()))
                .add(session.upload(offsets.data()))
                .add(result)
                .add(x.c())
                .add(x.h())
                .add(x.w())
                .add(scale)
                .add(groups));
    }

    @Override
    protected PreparedLayer prepareLayer(DySampleWeights weights) {
        return new HostLayer(gpu, weights);
    }
}
