package io.github.dysample.jmh;

import io.github.dysample.DySample;
import io.github.dysample.DySampleGradients;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import io.github.dysample.measure.DisagreementException;
import io.github.dysample.measure.Helpers;
import io.github.dysample.measure.WeightsKind;
import io.github.dysample.measure.Workload;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** The layer's backward pass, alone and after the forward pass, with all results reused. */
public class GradientBenchmark extends Workbench {
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
    private Tensor gradOut;
    private Tensor gradX;
    private DySampleGradients gradients;

    /** Makes layer, input, the output's gradient, and room for the results. */
    @Setup
    public void setUp() throws IOException {
        helpers = new Helpers(threads);
        layer = DySample.of(weights(), backend).withExecutor(helpers.executor(), threads);
        x = input();
        out = newOutput();
        gradOut = Workload.input(shape.input().upsampled(shape.scale()));
        gradX = shape.input().zeros();
        gradients = layer.newGradients();
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
            DisagreementException.check(backend, shape.input(), expected(), backwardInto());
        } finally {
            helpers.close();
        }
    }

    /** Into the same input gradient again and again, and added to the same parameters' gradients. */
    @Benchmark
    public Tensor backwardInto() {
        layer.backward(x, gradOut, gradX, gradients);
        return gradX;
    }

    /** The forward pass into the same output, then the backward pass. */
    @Benchmark
    public Tensor forwardBackwardInto() {
        layer.forward(x, out);
        return backwardInto();
    }

    /** What it must give for the input. */
    Tensor expected() throws IOException {
        return DySample.of(weights(), "scalar").backward(x, gradOut).input();
    }
}
