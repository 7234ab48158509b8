package io.github.dysample.onnxruntime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.dysample.Backends;
import io.github.dysample.DySample;
import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import io.github.dysample.measure.Statistics;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Measures what the way through ONNX Runtime costs: the layer called directly, and as the only node of a network, in
 * turn, on one thread. The input of the network lies outside the Java heap, where ONNX Runtime takes it without a copy
 * of its own. No part of the usual tests: its name is asked for.
 */
@Tag("times")
class OperatorCost {
    private static final int WARM_UPS = 300;
    private static final int ROUNDS = 9;
    private static final int CALLS = 40;

    private interface Work {
        void run() throws OrtException;
    }

    @Test
    void cost() throws OrtException {
        DySampleWeights weights = DySampleWeights.initial(DySampleConfig.dySample(256), 1);
        DySample layer = DySample.of(weights, "vector");
        Tensor x = TestLayers.map(1, 256, 64, 64, 1);
        Tensor y = layer.forward(x);
        ByteBuffer buffer = ByteBuffer.allocateDirect(x.data().length * Float.BYTES).order(ByteOrder.nativeOrder());
        buffer.asFloatBuffer().put(x.data());
        try (OrtSession session = Networks.open(NetworkFile.of(weights), Backends.named("vector"));
                OnnxTensor input = OnnxTensor.createTensor(
                        Networks.ENVIRONMENT, buffer.asFloatBuffer(), new long[] {1, 256, 64, 64})) {
            assertEquals(y, Networks.run(session, x));
            Map<String, OnnxTensorLike> inputs = Map.of("x", input);
            Work direct = () -> layer.forward(x, y);
            Work node = () -> session.run(inputs).close();
            milliseconds(direct, WARM_UPS);
            milliseconds(node, WARM_UPS);
            double[] directs = new double[ROUNDS];
            double[] nodes = new double[ROUNDS];
            for (int i = 0; i < ROUNDS; i++) {
                directs[i] = milliseconds(direct, CALLS);
                nodes[i] = milliseconds(node, CALLS);
            }
            System.out.printf(Locale.ROOT,
                    "%s of 256 channels, 64 x 64: %.2f ms by itself, %.2f ms as a node of ONNX Runtime %s;"
                            + " medians of %d rounds of %d%n",
                    weights.config().paperName(), Statistics.of(directs).median(), Statistics.of(nodes).median(),
                    Networks.ENVIRONMENT.getVersion(), ROUNDS, CALLS);
        }
    }

    /** A call takes. */
    private static double milliseconds(Work work, int calls) throws OrtException {
        long begin = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            work.run();
        }
        return (System.nanoTime() - begin) / 1e6 / calls;
    }
}
