package io.github.dysample.jmh;

import io.github.dysample.Tensor;
import java.io.IOException;

/** The layer in PyTorch: its own module as TorchScript, frozen. */
public class PyTorchBenchmark extends PeerLayerBenchmark {
    @Override
    String engine() {
        return "PyTorch";
    }

    @Override
    Peer load(Tensor x) throws IOException {
        return TorchModel.load(model() + ".pt", x, threads);
    }
}
