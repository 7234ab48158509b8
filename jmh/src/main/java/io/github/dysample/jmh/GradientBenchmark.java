package io.github.dysample.jmh;

import io.github.dysample.DySample;
import io.github.dysample.DySampleGradients;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Gradients;
import io.github.dysample.SavedTensors;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import io.github.dysample.measure.DisagreementException;
import io.github.dysample.measure.Helpers;
import java.io.IOException;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** The layer's backward pass, alone and after the forward pass, as in a step of training; all outputs reused. */
public class GradientBenchmark extends Workbench {
    @Param
    Style style;

    @Param({"false", "true"})
    boolean dynamicScope;

    @Param("vector")
    String backend;

    @Param("1")
    int threads;

    private Helpers helpers;
    private DySample layer;
    private Tensor x;
    private Tensor gradOut;
    private Tensor out;
    private Tensor gradX;
    private DySampleGradients gradients;
    private SavedTensors saved;

    /** Makes layer, inputs and outputs. */
    @Setup
    public void setUp() throws IOException {
        helpers = new Helpers(threads);
        layer = DySample.of(weights(), backend).withExecutor(helpers.executor(), threads);
        x = input();
        gradOut = gradOut();
        out = newOutput();
        gradX = Tensor.zeros(x.n(), x.c(), x.h(), x.w());
        gradients = layer.newGradients();
        saved = new SavedTensors();
    }

    private DySampleWeights weights() throws IOException {
        return Models.weights(config(style, dynamicScope));
    }

    @Override
    String engine() {
        return ours(backend);
    }

    /** Compares what the compiled code gives with the definition, and ends the helpers. */
    @TearDown
    public void tearDown() throws IOException, DisagreementException {
        try {
            DySample definition = DySample.of(weights(), "scalar");
            Gradients expected = definition.backward(x, gradOut);
            backward();
            check(expected);
            Arrays.fill(gradX.data(), Float.NaN);
            forwardAndBackward();
            check(expected);
            DisagreementException.check(backend, shape.input(), definition.forward(x), out);
        } finally {
            helpers.close();
        }
    }

    private void check(Gradients expected) throws DisagreementException {
        DisagreementException.check(backend, shape.input(), expected.input(), gradX);
        DisagreementException.check(backend, shape.input(), row(expected.parameters().offsetWeight()),
                row(gradients.offsetWeight()));
        if (dynamicScope) {
            DisagreementException.check(backend, shape.input(), row(expected.parameters().scopeWeight()),
                    row(gradients.scopeWeight()));
        }
    }

    private static Tensor row(float[] values) {
        return Tensor.of(values, 1, 1, 1, values.length);
    }

    /** All gradients, from zero, without anything of a forward pass. */
    @Benchmark
    public Tensor backward() {
        gradients.clear();
        layer.backward(x, gradOut, gradX, gradients);
        return gradX;
    }

    /** The output and all gradients, for which the forward pass saves what they need, as PyTorch's autograd does. */
    @Benchmark
    public Tensor forwardAndBackward() {
        layer.forward(x, out, saved);
        gradients.clear();
        layer.backward(saved, gradOut, gradX, gradients);
        return gradX;
    }
}
