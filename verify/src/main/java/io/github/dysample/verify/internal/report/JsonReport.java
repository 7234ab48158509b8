package io.github.dysample.verify.internal.report;

import static io.github.dysample.verify.internal.json.JsonText.object;

import io.github.dysample.verify.CaseResult;
import io.github.dysample.verify.Comparison;
import io.github.dysample.verify.Deviation;
import io.github.dysample.verify.Diagnosis;
import io.github.dysample.verify.Mistake;
import io.github.dysample.verify.PassingTolerance;
import io.github.dysample.verify.StageResult;
import io.github.dysample.verify.SuiteResult;
import io.github.dysample.verify.UlpHistogram;
import io.github.dysample.verify.internal.json.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A suite's result in full as JSON, for programs. */
public final class JsonReport {
    private JsonReport() {}

    /** {@return the report} */
    public static String of(SuiteResult result) {
        return JsonText.of(object(
                "suite", result.suite(),
                "port", result.port(),
                "passes", result.passes(),
                "cases", result.cases().size(),
                "passed", result.passed(),
                "failed", result.failed(),
                "missing", result.missing(),
                "seconds", result.seconds(),
                "diagnosis", result.diagnosis() == null ? null : diagnosis(result.diagnosis()),
                "hints", result.hints(),
                "results", result.cases().stream().map(JsonReport::ofCase).toList()));
    }

    private static Map<String, Object> diagnosis(Diagnosis diagnosis) {
        return object(
                "convincing", diagnosis.isConvincing(),
                "mistakes", diagnosis.mistakes().stream().map(JsonReport::mistake).toList(),
                "explained", diagnosis.explained(),
                "failing", diagnosis.failing(),
                "contradicted", diagnosis.contradicted(),
                "alternatives", diagnosis.alternatives().stream().map(JsonReport::ids).toList());
    }

    private static Map<String, Object> mistake(Mistake mistake) {
        return object("id", mistake.id(), "title", mistake.title(), "remedy", mistake.remedy());
    }

    private static Map<String, Object> ofCase(CaseResult each) {
        return object(
                "case", each.record().name(),
                "description", each.record().description(),
                "outcome", each.isMissing() ? "missing" : each.passes() ? "passed" : "failed",
                "firstDivergence", each.firstDivergence().map(stage -> stage.stage().title()).orElse(null),
                "absence", each.absence(),
                "patterns", each.patterns(),
                "asWith", ids(each.explanations()),
                "torchError", each.record().torchMaxError(),
                "stages", each.stages().stream().map(JsonReport::stage).toList());
    }

    private static List<String> ids(List<Mistake> mistakes) {
        return mistakes.stream().map(Mistake::id).toList();
    }

    private static Map<String, Object> stage(StageResult stage) {
        Map<String, Object> json = object(
                "stage", stage.stage().title(),
                "passes", stage.passes(),
                "type", stage.type(),
                "problem", stage.problem());
        if (stage.comparison() != null) {
            json.putAll(comparison(stage.comparison()));
            json.put("identicalBits", stage.identicalBits() < 0 ? null : stage.identicalBits());
            json.put("ourError", stage.ourError());
        }
        return json;
    }

    private static Map<String, Object> comparison(Comparison comparison) {
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
