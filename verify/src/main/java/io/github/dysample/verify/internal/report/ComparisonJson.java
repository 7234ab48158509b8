package io.github.dysample.verify.internal.report;

import static io.github.dysample.verify.internal.json.JsonText.object;

import io.github.dysample.verify.Comparison;
import io.github.dysample.verify.Deviation;
import io.github.dysample.verify.PassingTolerance;
import io.github.dysample.verify.UlpHistogram;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A comparison in full, for JSON. */
public final class ComparisonJson {
    private ComparisonJson() {}

    /** {@return an object} */
    public static Map<String, Object> of(Comparison comparison) {
        return object(
                "rtol", comparison.tolerance().rtol(),
                "atol", comparison.tolerance().atol(),
                "ulp", comparison.tolerance().ulps(),
                "elements", comparison.elements(),
                "mismatches", comparison.mismatches(),
                "identical", comparison.identical(),
                "specialMismatches", comparison.specialMismatches(),
                "actualNaN", comparison.specials().actualNaN(),
                "expectedNaN", comparison.specials().expectedNaN(),
                "actualInfinite", comparison.specials().actualInfinite(),
                "expectedInfinite", comparison.specials().expectedInfinite(),
                "zeroSigns", comparison.zeroSigns(),
                "firstMismatch", deviation(comparison.firstMismatch()),
                "largestAbsolute", deviation(comparison.largestAbsolute()),
                "largestRelative", deviation(comparison.largestRelative()),
                "mean", comparison.errors().mean(),
                "median", comparison.errors().median(),
                "p99", comparison.errors().p99(),
                "ulps", ulps(comparison.ulps().counts()),
                "wouldPass", passing(comparison.passing()));
    }

    private static Map<String, Long> ulps(List<Long> counts) {
        Map<String, Long> ulps = new LinkedHashMap<>();
        for (int bin = 0; bin < counts.size(); bin++) {
            ulps.put(UlpHistogram.label(bin), counts.get(bin));
        }
        return ulps;
    }

    private static Map<String, Object> passing(PassingTolerance passing) {
        return object("atol", passing.atol(), "rtol", passing.rtol(), "ulp", passing.ulps());
    }

    private static Map<String, Object> deviation(Deviation deviation) {
        return deviation == null ? null : object(
                "amount", deviation.amount(),
                "index", deviation.index(),
                "actual", deviation.actual(),
                "expected", deviation.expected());
    }
}
