package io.github.dysample.cli.golden;

import io.github.dysample.DySample;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import io.github.dysample.Trace;
import io.github.dysample.reference.DoubleTrace;
import io.github.dysample.reference.ReferenceLayer;

/**
 * A case with all its stages.
 *
 * @param spec what it is made from
 * @param x the input
 * @param weights the layer
 * @param trace every stage in float32, to the bit
 * @param exact every stage in float64
 */
public record CaseData(CaseSpec spec, Tensor x, DySampleWeights weights, Trace trace, DoubleTrace exact) {

    /** Computes all of it. */
    public static CaseData of(CaseSpec spec) {
        CaseNumbers numbers = CaseNumbers.of(spec);
        // The definition. Any backend gives the same bits, this one without warming up.
        Trace trace = DySample.of(numbers.weights(), "scalar").trace(numbers.x());
        DoubleTrace exact = ReferenceLayer.of(numbers.weights()).trace(numbers.x());
        return new CaseData(spec, numbers.x(), numbers.weights(), trace, exact);
    }

    /** {@return the largest finite offset in float64, in pixels; 0 if none is} */
    double maxAbsOffset() {
        double most = 0;
        for (double offset : exact.offsets().data()) {
            most = Double.isFinite(offset) ? Math.max(most, Math.abs(offset)) : most;
        }
        return most;
    }

    /** {@return the largest error of the float32 output where both outputs are finite} */
    double maxError() {
        double most = 0;
        for (int i = 0; i < trace.output().data().length; i++) {
            double error = Math.abs(trace.output().data()[i] - exact.output().data()[i]);
            most = Double.isFinite(error) ? Math.max(most, error) : most;
        }
        return most;
    }
}
