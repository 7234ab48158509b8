package io.github.dysample.verify.internal.report;

import io.github.dysample.verify.CaseResult;
import io.github.dysample.verify.Comparison;
import io.github.dysample.verify.Deviation;
import io.github.dysample.verify.Diagnosis;
import io.github.dysample.verify.Mistake;
import io.github.dysample.verify.StageResult;
import io.github.dysample.verify.UlpHistogram;
import io.github.dysample.verify.Verification;
import io.github.dysample.verify.internal.json.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A suite's result in full as JSON, for programs. */
public final class JsonReport {
    private JsonReport() {}

    /** {@return the report} */
    public static String of(Verification result) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("suite", result.suite());
        json.put("port", result.port());
        json.put("passes", result.passes());
        json.put("cases", result.cases().size());
        json.put("passed", result.passed());
        json.put("failed", result.failed());
        json.put("missing", result.missing());
        json.put("seconds", result.seconds());
        json.put("diagnosis", result.diagnosis() == null ? null : diagnosis(result.diagnosis()));
        json.put("hints", result.hints());
        json.put("results", result.cases().stream().map(JsonReport::ofCase).toList());
        return JsonText.of(json);
    }

    private static Map<String, Object> diagnosis(Diagnosis diagnosis) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("convincing", diagnosis.isConvincing());
        json.put("mistakes", diagnosis.mistakes().stream().map(JsonReport::mistake).toList());
        json.put("explained", diagnosis.explained());
        json.put("failing", diagnosis.failing());
        json.put("contradicted", diagnosis.contradicted());
        json.put("alternatives", diagnosis.alternatives().stream().map(JsonReport::ids).toList());
        return json;
    }

    private static Map<String, Object> mistake(Mistake mistake) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", mistake.id());
        json.put("title", mistake.title());
        json.put("remedy", mistake.remedy());
        return json;
    }

    private static Map<String, Object> ofCase(CaseResult each) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("case", each.record().name());
        json.put("description", each.record().description());
        json.put("outcome", each.isMissing() ? "missing" : each.passes() ? "passed" : "failed");
        json.put("firstDivergence", each.firstDivergence().map(stage -> stage.stage().title()).orElse(null));
        json.put("absence", each.absence());
        json.put("patterns", each.patterns());
        json.put("asWith", ids(each.explanations()));
        json.put("torchError", each.record().torchMaxError());
        json.put("stages", each.stages().stream().map(JsonReport::stage).toList());
        return json;
    }

    private static List<String> ids(List<Mistake> mistakes) {
        return mistakes.stream().map(Mistake::id).toList();
    }

    private static Map<String, Object> stage(StageResult stage) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("stage", stage.stage().title());
        json.put("passes", stage.passes());
        json.put("type", stage.type());
        json.put("problem", stage.problem());
        if (stage.comparison() != null) {
            comparison(json, stage.comparison());
            json.put("identicalBits", stage.identicalBits() < 0 ? null : stage.identicalBits());
            json.put("ourError", stage.ourError());
        }
        return json;
    }

    private static void comparison(Map<String, Object> json, Comparison comparison) {
        json.put("rtol", comparison.tolerance().rtol());
        json.put("atol", comparison.tolerance().atol());
        json.put("ulp", comparison.tolerance().ulps());
        json.put("elements", comparison.elements());
        json.put("mismatches", comparison.mismatches());
        json.put("identical", comparison.identical());
        json.put("specialMismatches", comparison.specialMismatches());
        json.put("actualNaN", comparison.specials().actualNaN());
        json.put("expectedNaN", comparison.specials().expectedNaN());
        json.put("actualInfinite", comparison.specials().actualInfinite());
        json.put("expectedInfinite", comparison.specials().expectedInfinite());
        json.put("zeroSigns", comparison.zeroSigns());
        json.put("firstMismatch", deviation(comparison.firstMismatch()));
        json.put("largestAbsolute", deviation(comparison.largestAbsolute()));
        json.put("largestRelative", deviation(comparison.largestRelative()));
        json.put("mean", comparison.errors().mean());
        json.put("median", comparison.errors().median());
        json.put("p99", comparison.errors().p99());
        Map<String, Object> ulps = new LinkedHashMap<>();
        for (int bin = 0; bin < comparison.ulps().counts().size(); bin++) {
            ulps.put(UlpHistogram.label(bin), comparison.ulps().counts().get(bin));
        }
        json.put("ulps", ulps);
        Map<String, Object> passing = new LinkedHashMap<>();
        passing.put("atol", comparison.passing().atol());
        passing.put("rtol", comparison.passing().rtol());
        passing.put("ulp", comparison.passing().ulps());
        json.put("wouldPass", passing);
    }

    private static Map<String, Object> deviation(Deviation deviation) {
        if (deviation == null) {
            return null;
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("amount", deviation.amount());
        json.put("index", deviation.index());
        json.put("actual", deviation.actual());
        json.put("expected", deviation.expected());
        return json;
    }
}
