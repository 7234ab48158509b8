package io.github.dysample.cli;

import static io.github.dysample.verify.internal.json.JsonText.object;

import io.github.dysample.io.NdArray;
import io.github.dysample.verify.Comparison;
import io.github.dysample.verify.Precision;
import io.github.dysample.verify.Provenance;
import io.github.dysample.verify.TensorComparison;
import io.github.dysample.verify.Tolerance;
import io.github.dysample.verify.internal.json.JsonText;
import io.github.dysample.verify.internal.report.ComparisonJson;
import io.github.dysample.verify.internal.report.ProvenanceJson;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Two arrays of files, and how far one is from the other.
 *
 * @param actual the array in question
 * @param expected what it should be
 * @param comparison null if the shapes differ
 * @param hidden how many whole numbers differ that float64 cannot tell apart
 */
record Compared(NamedArray actual, NamedArray expected, Comparison comparison, long hidden) {

    static Compared of(NamedArray actual, NamedArray expected, ToleranceOptions tolerances) {
        NdArray ours = actual.array();
        NdArray theirs = expected.array();
        if (!Arrays.equals(ours.shape(), theirs.shape())) {
            return new Compared(actual, expected, null, 0);
        }
        Comparison comparison = TensorComparison.of(
                Precision.of(ours.dtype()),
                tolerances.orElse(usual(ours).or(usual(theirs))),
                ours.shape(),
                ours.toDoubles(),
                theirs.toDoubles());
        long hidden = comparison.tolerance().equals(Tolerance.NONE) ? hidden(ours, theirs) : 0;
        return new Compared(actual, expected, comparison, hidden);
    }

    boolean passes() {
        return comparison != null && comparison.passes() && hidden == 0;
    }

    void print(PrintStream out) {
        out.println(actual);
        out.println(expected + ", expected");
        if (comparison == null) {
            out.println("The shapes differ.");
            return;
        }
        out.println(comparison.report());
        if (hidden > 0) {
            out.println("  past 2^53, where the figures above are rounded: " + hidden + " more differ");
        }
    }

    String json(Provenance provenance) {
        Map<String, Object> json = ProvenanceJson.of(provenance);
        json.putAll(object(
                "actual", json(actual),
                "expected", json(expected),
                "passes", passes(),
                "sameShape", comparison != null,
                "differencesPast2To53", hidden,
                "comparison", comparison == null ? null : ComparisonJson.of(comparison)));
        return JsonText.of(json);
    }

    private static Map<String, Object> json(NamedArray named) {
        return object(
                "file", named.file(),
                "name", named.name(),
                "dtype", named.array().dtype().toString(),
                "shape", named.array().shape());
    }

    /** How many whole numbers differ that float64 cannot tell apart. */
    private static long hidden(NdArray actual, NdArray expected) {
        if (!(actual.elements() instanceof long[] ours) || !(expected.elements() instanceof long[] theirs)) {
            return 0;
        }
        double[] rounded = actual.toDoubles();
        double[] roundedToo = expected.toDoubles();
        return IntStream.range(0, ours.length)
                .filter(i -> ours[i] != theirs[i] && rounded[i] == roundedToo[i])
                .count();
    }

    /** Whole numbers are equal or not. */
    private static Tolerance usual(NdArray array) {
        return array.dtype().isFloating() ? Tolerance.usual(Precision.of(array.dtype())) : Tolerance.NONE;
    }
}
