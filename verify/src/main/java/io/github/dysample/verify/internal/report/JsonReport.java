package io.github.dysample.verify.internal.report;

import static io.github.dysample.verify.internal.json.JsonText.object;

import io.github.dysample.verify.CaseResult;
import io.github.dysample.verify.Diagnosis;
import io.github.dysample.verify.Mistake;
import io.github.dysample.verify.Provenance;
import io.github.dysample.verify.StageResult;
import io.github.dysample.verify.SuiteResult;
import io.github.dysample.verify.internal.json.JsonText;
import java.util.List;
import java.util.Map;

/** A suite's result in full as JSON, for programs. */
public final class JsonReport {
    private JsonReport() {}

    /** {@return the report; without where it comes from if that is null} */
    public static String of(SuiteResult result, Provenance provenance) {
        Map<String, Object> json = ProvenanceJson.of(provenance);
        json.putAll(object(
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
        return JsonText.of(json);
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
            json.putAll(ComparisonJson.of(stage.comparison()));
            json.put("identicalBits", stage.identicalBits() < 0 ? null : stage.identicalBits());
            json.put("ourError", stage.ourError());
        }
        return json;
    }
}
