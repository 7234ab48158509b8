package io.github.dysample.jmh;

import io.github.dysample.DySample;
import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import java.io.IOException;

/** Plain bilinear upsampling in PyTorch, which learns nothing: what the layer takes the place of. */
public class BilinearBenchmark extends PeerBenchmark {
    @Override
    String engine() {
        return "PyTorch's bilinear";
    }

    @Override
    Peer load(Tensor x) throws IOException {
        return TorchModel.load("bilinear-" + shape.scale() + ".pt", x, threads);
    }

    /** A layer of ours whose offsets are zero. */
    @Override
    Tensor expected(Tensor x) {
        DySampleConfig config = config(Style.PL, false);
        float[] weights = new float[config.convOutputs() * config.convInputs()];
        return DySample.of(new DySampleWeights(config, weights, null, null, null), "scalar").forward(x);
    }
}
