package io.github.dysample.jmh;

import io.github.dysample.DySample;
import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;

/** Plain bilinear upsampling in PyTorch, which learns nothing: what the layer takes the place of. */
public class BilinearBenchmark extends PeerWorkbench {
    private TorchModel model;

    /** For JMH. */
    public BilinearBenchmark() {}

    /**
     * Loads the model and checks its output against a layer of ours whose offsets are zero.
     *
     * @throws IOException if there is no model for the scale
     */
    @Setup
    public void setUp() throws IOException {
        Tensor x = input();
        model = TorchModel.load("bilinear-" + shape.scale() + ".pt", x, threads);
        DySampleConfig config = config(Style.PL, false);
        DySampleWeights zero =
                new DySampleWeights(config, new float[config.convOutputs() * config.convInputs()], null, null, null);
        Agreement.check("PyTorch's bilinear", DySample.of(zero, "scalar").forward(x), model.output());
    }

    /**
     * Says what is measured.
     *
     * @param params unused; asks JMH to call this in forks
     */
    @Setup
    public void announce(BenchmarkParams params) {
        announce("PyTorch, bilinear", threads);
    }

    /** Drops the model. */
    @TearDown
    public void tearDown() {
        model.close();
    }

    /**
     * One call, output allocated by PyTorch.
     *
     * @return the number of outputs
     */
    @Benchmark
    public long forward() {
        return model.run();
    }
}
