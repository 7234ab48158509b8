package io.github.dysample.verify.internal.report;

import static io.github.dysample.verify.internal.report.Element.element;

import io.github.dysample.verify.CaseResult;
import io.github.dysample.verify.Comparison;
import io.github.dysample.verify.Stage;
import io.github.dysample.verify.StageResult;
import io.github.dysample.verify.SuiteResult;
import io.github.dysample.verify.internal.text.Numbers;
import io.github.dysample.verify.internal.text.Phrases;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The tables of the HTML report: a row for each case, a column for each stage the port gives. */
final class HtmlCases {
    private final List<Stage> stages;
    private final boolean explained;

    private HtmlCases(List<CaseResult> cases) {
        stages = Stream.of(Stage.values())
                .filter(stage -> cases.stream().anyMatch(each -> given(each, stage).isPresent()))
                .toList();
        explained = cases.stream().anyMatch(each -> !each.explanations().isEmpty());
    }

    private static Optional<StageResult> given(CaseResult each, Stage stage) {
        return each.stages().stream().filter(candidate -> candidate.stage() == stage).findFirst();
    }

    /** {@return the cases that fail, then those that are missing, then those that pass, folded unless all do} */
    static Element section(SuiteResult result) {
        List<CaseResult> cases = result.cases();
        HtmlCases tables = new HtmlCases(cases);
        List<Element> failed = tables.table(cases.stream().filter(CaseResult::fails).toList());
        List<Element> passed = tables.table(cases.stream().filter(CaseResult::passes).toList());
        if (!result.passes() && result.passed() > 0) {
            String summary =
                    Phrases.count(result.passed(), "case") + (result.passed() == 1 ? " that passes" : " that pass");
            passed = List.of(element("details", element("summary", summary), passed));
        }
        return element("section", element("h2", "Cases"), failed, missing(result.absences()), passed);
    }

    private List<Element> table(List<CaseResult> cases) {
        if (cases.isEmpty()) {
            return List.of();
        }
        Element head = element("tr", element("th", "case"),
                stages.stream().map(stage -> element("th", stage.title())).toList(),
                explained ? element("th", "explained by") : null);
        Element table = element("table", head, cases.stream().map(this::row).toList())
                .with("class", explained ? "explained" : null);
        return List.of(element("div", table).with("class", "wide"), element("p", "A percentage says how many elements"
                + " are further from float64 than allowed; ✓ means none, – means not given.").with("class", "quiet"));
    }

    private Element row(CaseResult each) {
        String name = each.record().name();
        return element("tr",
                element("td", each.fails() ? element("a", name).with("href", "#" + name) : name),
                stages.stream().map(stage -> given(each, stage).map(HtmlCases::cell)
                        .orElse(element("td", "–").with("class", "none"))
                        .with("data-of", stage.title())).toList(),
                explained
                        ? element("td", TextReport.ids(each.explanations(), ", ")).with("data-of", "explained by")
                        : null);
    }

    private static Element cell(StageResult outcome) {
        if (outcome.passes()) {
            return element("td", "✓").with("class", "ok")
                    .with("title", "largest error " + Numbers.cell(outcome.comparison().errors().largest()));
        }
        String problem = outcome.isReadable() ? "not comparable" : "unreadable";
        return element("td", outcome.problem() == null ? share(outcome.comparison()) : problem)
                .with("class", "bad").with("title", TextReport.outcome(outcome));
    }

    private static String share(Comparison comparison) {
        return comparison.passes() ? "bits" : Numbers.percent(comparison.mismatches(), comparison.elements());
    }

    private static List<Element> missing(Map<String, List<String>> absences) {
        return absences.entrySet().stream()
                .map(absence -> element("p",
                        element("b", Phrases.count(absence.getValue().size(), "case") + " missing"),
                        ": " + absence.getKey(), element("br"),
                        element("span", String.join(", ", absence.getValue())).with("class", "quiet")))
                .toList();
    }
}
