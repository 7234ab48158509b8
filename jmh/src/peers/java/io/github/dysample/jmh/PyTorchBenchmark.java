package io.github.dysample.jmh;

import io.github.dysample.Style;
import io.github.dysample.Tensor;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;

/** The layer in PyTorch: its own module as TorchScript, frozen, on the same weights and input. */
public class PyTorchBenchmark extends PeerWorkbench {
    @Param
    Style style;

    @Param({"false", "true"})
    boolean dynamicScope;

    private TorchModel model;

    /** For JMH. */
    public PyTorchBenchmark() {}

    /**
     * Loads the model and checks its output against ours.
     *
     * @throws IOException if there is no model for the shape
     */
    @Setup
    public void setUp() throws IOException {
        Tensor x = input();
        model = TorchModel.load(Models.name(config(style, dynamicScope)) + ".pt", x, threads);
        Agreement.check("PyTorch", expected(style, dynamicScope, x), model.output());
    }

    /**
     * Says what is measured.
     *
     * @param params unused; asks JMH to call this in forks
     */
    @Setup
    public void announce(BenchmarkParams params) {
        announce("PyTorch", threads);
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
