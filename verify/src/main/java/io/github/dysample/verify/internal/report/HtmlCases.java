package io.github.dysample.verify.internal.report;

import static io.github.dysample.verify.internal.report.HtmlReport.escaped;

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
    private final StringBuilder html;
    private final List<Stage> stages;
    private final boolean explained;

    private HtmlCases(List<CaseResult> cases, StringBuilder html) {
        this.html = html;
        stages = Stream.of(Stage.values())
                .filter(stage -> cases.stream().anyMatch(each -> given(each, stage).isPresent()))
                .toList();
        explained = cases.stream().anyMatch(each -> !each.explanations().isEmpty());
    }

    private static Optional<StageResult> given(CaseResult each, Stage stage) {
        return each.stages().stream().filter(candidate -> candidate.stage() == stage).findFirst();
    }

    /** Those that fail, then those that are missing; those that pass are folded where others are not. */
    static void write(SuiteResult result, StringBuilder html) {
        List<CaseResult> cases = result.cases();
        HtmlCases tables = new HtmlCases(cases, html);
        List<CaseResult> failed = cases.stream().filter(CaseResult::fails).toList();
        List<CaseResult> passed = cases.stream().filter(CaseResult::passes).toList();
        html.append("<section><h2>Cases</h2>\n");
        tables.table(failed);
        tables.missing(result.absences());
        if (passed.size() == cases.size()) {
            tables.table(passed);
        } else if (!passed.isEmpty()) {
            html.append("<details><summary>").append(Phrases.count(passed.size(), "case"))
                    .append(passed.size() == 1 ? " that passes" : " that pass").append("</summary>\n");
            tables.table(passed);
            html.append("</details>\n");
        }
        html.append("</section>\n");
    }

    private void table(List<CaseResult> cases) {
        if (cases.isEmpty()) {
            return;
        }
        html.append("<div class=\"wide\"><table").append(explained ? " class=\"explained\"" : "")
                .append(">\n<tr><th>case</th>");
        stages.forEach(stage -> html.append("<th>").append(stage.title()).append("</th>"));
        html.append(explained ? "<th>as with</th></tr>\n" : "</tr>\n");
        for (CaseResult each : cases) {
            String name = escaped(each.record().name());
            html.append("<tr><td>")
                    .append(each.fails() ? "<a href=\"#" + name + "\">" + name + "</a>" : name)
                    .append("</td>");
            stages.forEach(stage -> cell(given(each, stage)));
            if (explained) {
                html.append("<td>").append(each.explanations().stream().map(Mistake::id)
                        .collect(Collectors.joining(", "))).append("</td>");
            }
            html.append("</tr>\n");
        }
        html.append("</table></div>\n<p class=\"quiet\">A share is of elements further from float64 than allowed;"
                + " ✓ is none, – is not given.</p>\n");
    }

    private void cell(Optional<StageResult> found) {
        if (found.isEmpty()) {
            html.append("<td class=\"none\">–</td>");
            return;
        }
        StageResult outcome = found.get();
        if (outcome.passes()) {
            html.append("<td class=\"ok\" title=\"largest error ")
                    .append(Numbers.cell(outcome.comparison().errors().largest())).append("\">✓</td>");
        } else {
            html.append("<td class=\"bad\" title=\"").append(escaped(TextReport.outcome(outcome))).append("\">")
                    .append(!outcome.isReadable() ? "unreadable" : outcome.problem() != null ? "unfit" : share(outcome))
                    .append("</td>");
        }
    }

    private static String share(StageResult outcome) {
        Comparison comparison = outcome.comparison();
        return comparison.passes() ? "bits" : Numbers.percent(comparison.mismatches(), comparison.elements());
    }

    private void missing(Map<String, List<String>> absences) {
        absences.forEach((reason, names) -> html.append("<p><b>").append(Phrases.count(names.size(), "case"))
                .append(" missing</b>: ").append(escaped(reason)).append("<br><span class=\"quiet\">")
                .append(escaped(String.join(", ", names))).append("</span></p>\n"));
    }
}
