package io.github.dysample.jmh;

import io.github.dysample.DySample;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import io.github.dysample.measure.DisagreementException;
import io.github.dysample.measure.Helpers;
import io.github.dysample.measure.WeightsKind;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;

/** The layer, with its output reused and with a new output for each call. */
public class LayerBenchmark extends Workbench {
    @Param
    Style style;

    @Param({"false", "true"})
    boolean dynamicScope;

    @Param("TRAINED")
    WeightsKind offsets;

    @Param("vector")
    String backend;

    @Param("1")
    int threads;

    private Helpers helpers;
    private DySample layer;
    private Tensor x;
    private Tensor out;

    /** For JMH. */
    public LayerBenchmark() {}

    /**
     * Makes layer, input and output.
     *
     * @throws IOException if there are no weights for the shape
     */
    @Setup
    public void setUp() throws IOException {
        helpers = new Helpers(threads);
        layer = DySample.of(weights(), backend).withExecutor(helpers.executor(), threads);
        x = input();
        out = newOutput();
    }

    private DySampleWeights weights() throws IOException {
        return offsets.of(Models.weights(config(style, dynamicScope)));
    }

    /**
     * Says what is measured.
     *
     * @param params unused; asks JMH to call this in forks
     */
    @Setup
    public void announce(BenchmarkParams params) {
        announceBackend(backend, threads);
    }

    /**
     * Compares what the compiled code gives with the definition, and ends the helpers.
     *
     * @throws IOException if there are no weights for the shape
     * @throws DisagreementException if the result is not the scalar one, to the bit
     */
    @TearDown
    public void tearDown() throws IOException, DisagreementException {
        try {
            DisagreementException.check(backend, shape.input(), expected(), forwardInto());
        } finally {
            helpers.close();
        }
    }

    /**
     * Into the same output again and again.
     *
     * @return the output
     */
    @Benchmark
    public Tensor forwardInto() {
        layer.forward(x, out);
        return out;
    }

    /**
     * Into a new output.
     *
     * @return the output
     */
    @Benchmark
    public Tensor forward() {
        return layer.forward(x);
    }

    /** What both must give. */
    Tensor expected() throws IOException {
        return DySample.of(weights(), "scalar").forward(x);
    }
}
