package io.github.dysample.cuda.internal;

import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import io.github.dysample.spi.PreparedLayer;
import io.github.dysample.spi.Workers;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;

/** A layer on a GPU for tensors of the host, which are copied there and back. */
final class HostLayer implements PreparedLayer {
    private static final Cleaner CLEANER = Cleaner.create();

    private final Gpu gpu;
    private final DeviceLayer layer;

    HostLayer(Gpu gpu, DySampleWeights weights) {
        this.gpu = gpu;
        layer = new DeviceLayer(gpu, weights);
        // A prepared layer has nothing to close: its memory goes with it.
        CLEANER.register(this, layer.release());
    }

    @Override
    public void forward(Tensor x, Tensor out, Workers workers) {
        try (Session session = new Session(gpu, workers)) {
            long input = session.upload(x.data());
            long output = session.allocate(out.data().length);
            layer.forward(session.launcher(), input, x.n(), x.h(), x.w(), output);
            session.download(output, out.data());
        } finally {
            // Or the cleaner might free the weights while the kernel reads them.
            Reference.reachabilityFence(this);
        }
    }
}
