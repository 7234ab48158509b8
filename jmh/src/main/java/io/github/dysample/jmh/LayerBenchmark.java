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

    /** Makes layer, input and output. */
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

    @Override
    String engine() {
        return ours(backend);
    }

    /** Compares what the compiled code gives with the definition, and ends the helpers. */
    @TearDown
    public void tearDown() throws IOException, DisagreementException {
        try {
            DisagreementException.check(backend, shape.input(), expected(), forwardInto());
        } finally {
            helpers.close();
        }
    }

    /** Into the same output again and again. */
    @Benchmark
    public Tensor forwardInto() {
        layer.forward(x, out);
        return out;
    }

    /** Added to the same output again and again, whose growth does not matter to the time of a call. */
    @Benchmark
    public Tensor forwardAdd() {
        layer.forwardAdd(x, out);
        return out;
    }

    /** Into a new output. */
    @Benchmark
    public Tensor forward() {
        return layer.forward(x);
    }

    /** What both must give. */
    Tensor expected() throws IOException {
        return DySample.of(weights(), "scalar").forward(x);
    }
}
