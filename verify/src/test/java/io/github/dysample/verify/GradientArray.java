package io.github.dysample.verify;

import io.github.dysample.DySampleGradients;
import io.github.dysample.GradientTrace;
import java.util.ArrayList;
import java.util.List;

/** One array of a backward pass under the name it has in the golden data. */
record GradientArray(String name, double[] values) {

    static List<GradientArray> of(DoubleGradientTrace trace) {
        DySampleGradients parameters = trace.parameters();
        List<GradientArray> arrays = new ArrayList<>();
        add(arrays, "gradOffsets", trace.gradOffsets().data());
        add(arrays, "gradXTaps", trace.gradXTaps().data());
        add(arrays, "gradLinear", trace.gradLinear().data());
        add(arrays, "gradScope", trace.gradScope() == null ? null : trace.gradScope().data());
        add(arrays, "gradX", trace.gradX().data());
        add(arrays, "gradOffsetWeight", parameters.offsetWeightSums());
        add(arrays, "gradOffsetBias", parameters.offsetBiasSums());
        add(arrays, "gradScopeWeight", parameters.scopeWeightSums());
        add(arrays, "gradScopeBias", parameters.scopeBiasSums());
        add(arrays, "gradEndConvWeight", parameters.endConvWeightSums());
        add(arrays, "gradEndConvBias", parameters.endConvBiasSums());
        return arrays;
    }

    static List<GradientArray> of(GradientTrace trace) {
        DySampleGradients parameters = trace.parameters();
        List<GradientArray> arrays = new ArrayList<>();
        add(arrays, "gradOffsets", widened(trace.gradOffsets().data()));
        add(arrays, "gradXTaps", widened(trace.gradXTaps().data()));
        add(arrays, "gradLinear", widened(trace.gradLinear().data()));
        add(arrays, "gradScope", trace.gradScope() == null ? null : widened(trace.gradScope().data()));
        add(arrays, "gradX", widened(trace.gradX().data()));
        add(arrays, "gradOffsetWeight", widened(parameters.offsetWeight()));
        add(arrays, "gradOffsetBias", widened(parameters.offsetBias()));
        add(arrays, "gradScopeWeight", widened(parameters.scopeWeight()));
        add(arrays, "gradScopeBias", widened(parameters.scopeBias()));
        add(arrays, "gradEndConvWeight", widened(parameters.endConvWeight()));
        add(arrays, "gradEndConvBias", widened(parameters.endConvBias()));
        return arrays;
    }

    double largest() {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    /** NaN where a value of either is. */
    double largestDifference(GradientArray other) {
        double largest = 0;
        for (int i = 0; i < values.length; i++) {
            largest = Math.max(largest, Math.abs(values[i] - other.values[i]));
        }
        return largest;
    }

    private static void add(List<GradientArray> arrays, String name, double[] values) {
        if (values != null) {
            arrays.add(new GradientArray(name, values));
        }
    }

    private static double[] widened(float[] values) {
        if (values == null) {
            return null;
        }
        double[] widened = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            widened[i] = values[i];
        }
        return widened;
    }
}
