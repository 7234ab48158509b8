package io.github.dysample.verify;

import io.github.dysample.DySampleGradients;
import io.github.dysample.GradientTrace;
import io.github.dysample.Tensor;
import io.github.dysample.Trace;
import java.util.function.Function;

/** Where the tensor of a stage is: in a trace of the forward pass, or in one of the backward pass. */
record StageSource(
        Function<Trace, Tensor> single,
        Function<DoubleTrace, DoubleTensor> exact,
        Function<GradientTrace, Tensor> singleGradient,
        Function<DoubleGradientTrace, DoubleTensor> exactGradient) {

    static StageSource forward(Function<Trace, Tensor> single, Function<DoubleTrace, DoubleTensor> exact) {
        return new StageSource(single, exact, null, null);
    }

    static StageSource backward(
            Function<GradientTrace, Tensor> single, Function<DoubleGradientTrace, DoubleTensor> exact) {
        return new StageSource(null, null, single, exact);
    }

    /** That of a parameter, whose tensor has the values alone; its shape is the stage's. */
    static StageSource parameter(
            Function<DySampleGradients, float[]> single, Function<DySampleGradients, double[]> exact) {
        return backward(
                trace -> {
                    float[] values = single.apply(trace.parameters());
                    return values == null ? null : Tensor.of(values, 1, values.length, 1, 1);
                },
                trace -> {
                    double[] values = exact.apply(trace.parameters());
                    return values == null ? null : new DoubleTensor(values, 1, values.length, 1, 1);
                });
    }
}
