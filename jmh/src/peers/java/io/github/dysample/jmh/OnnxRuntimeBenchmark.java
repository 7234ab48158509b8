package io.github.dysample.jmh;

import ai.onnxruntime.OrtException;
import io.github.dysample.Tensor;
import java.io.IOException;

/** The layer in ONNX Runtime, as PyTorch exports it, with border padding. */
public class OnnxRuntimeBenchmark extends PeerLayerBenchmark {
    @Override
    String engine() {
        return "ONNX Runtime";
    }

    @Override
    Peer load(Tensor x) throws IOException, OrtException {
        return OnnxModel.load(model() + ".onnx", model() + "-weights.onnx", x, newOutput(), threads);
    }
}
