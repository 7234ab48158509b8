package io.github.dysample.jmh;

import ai.onnxruntime.OrtException;
import io.github.dysample.Tensor;
import java.io.IOException;

/**
 * The layer in ONNX Runtime, where coordinates are clipped to the map before they are sampled and the padding is zeros.
 * That is the same layer, and ONNX Runtime has a faster kernel for it than for border padding.
 */
public class OnnxRuntimeClampedBenchmark extends PeerLayerBenchmark {
    @Override
    String engine() {
        return "ONNX Runtime, clamped";
    }

    @Override
    Peer load(Tensor x) throws IOException, OrtException {
        return OnnxModel.load(model() + "-clamped.onnx", model() + "-weights.onnx", x, newOutput(), threads);
    }
}
