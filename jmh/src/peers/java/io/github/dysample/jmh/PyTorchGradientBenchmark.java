package io.github.dysample.jmh;

import io.github.dysample.DySample;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Gradients;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Forward and backward of the layer in PyTorch, by its autograd. */
@Warmup(iterations = 3, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class PyTorchGradientBenchmark extends Workbench {
    @Param
    Style style;

    @Param({"false", "true"})
    boolean dynamicScope;

    @Param("1")
    int threads;

    private TorchGradient peer;

    @Override
    String engine() {
        return "PyTorch";
    }

    /** Loads the model and checks its gradients against ours. */
    @Setup
    public void setUp() throws IOException {
        Tensor x = input();
        Tensor gradOut = gradOut();
        DySampleWeights weights = Models.weights(config(style, dynamicScope));
        peer = TorchGradient.load(weights, x, gradOut, threads);
        Gradients ours = DySample.of(weights, "scalar").backward(x, gradOut);
        List<float[]> theirs = peer.results();
        GradientAgreement.checkInput("PyTorch's gradient of x", ours.input().data(), theirs.get(0));
        check("offset.weight", ours.parameters().offsetWeight(), theirs.get(1));
        check("offset.bias", ours.parameters().offsetBias(), theirs.get(2));
        if (dynamicScope) {
            check("scope.weight", ours.parameters().scopeWeight(), theirs.get(3));
        }
    }

    private static void check(String name, float[] ours, float[] theirs) {
        GradientAgreement.checkSums("PyTorch's gradient of " + name, ours, theirs);
    }

    /** One call. */
    @Benchmark
    public long forwardAndBackward() {
        return peer.run();
    }

    /** Ends the engine. */
    @TearDown
    public void tearDown() {
        peer.close();
    }
}
