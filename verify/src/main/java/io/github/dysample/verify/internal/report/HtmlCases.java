package io.github.dysample.verify.internal.report;

import io.github.dysample.verify.CaseResult;
import io.github.dysample.verify.Comparison;
import io.github.dysample.verify.Mistake;
import io.github.dysample.verify.Stage;
import io.github.dysample.verify.StageResult;
import io.github.dysample.verify.SuiteResult;
import io.github.dysample.verify.internal.text.Numbers;
import io.github.dysample.verify.internal.text.Phrases;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of the HTML report: a row for each case, a column for each stage the port gives. */
final class HtmlCases {
    private final Markup html;
    private final List<Stage> stages;
    private final boolean explained;

    private HtmlCases(List<CaseResult> cases, Markup html) {
        this.html = html;
        stages = Stream.of(Stage.values())
                .filter(stage -> cases.stream().anyMatch(each -> given(each, stage).isPresent()))
                .toList();
        explained = cases.stream().anyMatch(each -> !each.explanations().isEmpty());
    }

    private static Optional<StageResult> given(CaseResult each, Stage stage) {
        return each.stages().stream().filter(candidate -> candidate.stage() == stage).findFirst();
    }

    /** The cases that fail, then those that are missing, then those that pass, folded unless all do. */
    static void write(SuiteResult result, Markup html) {
        List<CaseResult> cases = result.cases();
        HtmlCases tables = new HtmlCases(cases, html);
        List<CaseResult> failed = cases.stream().filter(CaseResult::fails).toList();
        List<CaseResult> passed = cases.stream().filter(CaseResult::passes).toList();
        html.open("section").element("h2", "Cases");
        tables.table(failed);
        tables.missing(result.absences());
        if (passed.size() == cases.size()) {
            tables.table(passed);
        } else if (!passed.isEmpty()) {
            html.open("details").element("summary",
                    Phrases.count(passed.size(), "case") + (passed.size() == 1 ? " that passes" : " that pass"));
            tables.table(passed);
            html.close();
        }
        html.close();
    }

    private void table(List<CaseResult> cases) {
        if (cases.isEmpty()) {
            return;
        }
        html.open("div", "class", "wide").open("table", "class", explained ? "explained" : null)
                .open("tr").element("th", "case");
        stages.forEach(stage -> html.element("th", stage.title()));
        if (explained) {
            html.element("th", "explained by");
        }
        html.close();
        for (CaseResult each : cases) {
            String name = each.record().name();
            html.open("tr").open("td");
            (each.fails() ? html.element("a", name, "href", "#" + name) : html.text(name)).close();
            stages.forEach(stage -> cell(given(each, stage)));
            if (explained) {
                html.element("td",
                        each.explanations().stream().map(Mistake::id).collect(Collectors.joining(", ")));
            }
            html.close();
        }
        html.close().close().element("p", "A percentage says how many elements are further from float64 than"
                + " allowed; ✓ means none, – means not given.", "class", "quiet");
    }

    private void cell(Optional<StageResult> found) {
        if (found.isEmpty()) {
            html.element("td", "–", "class", "none");
            return;
        }
        StageResult outcome = found.get();
        if (outcome.passes()) {
            html.element("td", "✓", "class", "ok",
                    "title", "largest error " + Numbers.cell(outcome.comparison().errors().largest()));
        } else {
            html.element("td",
                    outcome.problem() == null ? share(outcome) : outcome.isReadable() ? "not comparable" : "unreadable",
                    "class", "bad", "title", TextReport.outcome(outcome));
        }
    }

    private static String share(StageResult outcome) {
        Comparison comparison = outcome.comparison();
        return comparison.passes() ? "bits" : Numbers.percent(comparison.mismatches(), comparison.elements());
    }

    private void missing(Map<String, List<String>> absences) {
        absences.forEach((reason, names) -> html.open("p")
                .element("b", Phrases.count(names.size(), "case") + " missing").text(": " + reason).empty("br")
                .element("span", String.join(", ", names), "class", "quiet").close());
    }
}
