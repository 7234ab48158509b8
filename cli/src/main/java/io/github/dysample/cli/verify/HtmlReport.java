package io.github.dysample.cli.verify;

import io.github.dysample.cli.golden.Stage;
import io.github.dysample.cli.mistake.Mistake;
import io.github.dysample.cli.picture.Ramp;
import io.github.dysample.compare.TensorComparison;
import io.github.dysample.compare.UlpHistogram;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A suite's result as one HTML file that needs no other. */
public final class HtmlReport {
    private final StringBuilder html = new StringBuilder();
    private final SuiteResult result;

    private HtmlReport(SuiteResult result) {
        this.result = result;
    }

    /** {@return the report} */
    public static String of(SuiteResult result) {
        return new HtmlReport(result).page();
    }

    private String page() {
        html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>"
                + (result.passes() ? "passed" : "failed") + ": dysample verify</title>\n<style>\n" + css()
                + ":root { --ramp: " + Ramp.css() + "; }\n</style>\n</head>\n<body>\n<main>\n");
        summary();
        diagnosis();
        table();
        details();
        html.append("</main>\n</body>\n</html>\n");
        return html.toString();
    }

    private static String css() {
        try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void summary() {
        long total = result.cases().size();
        html.append("<h1><span class=\"badge ").append(result.passes() ? "ok\">passed" : "bad\">failed")
                .append("</span> ").append(escaped(result.port())).append("</h1>\n<p>")
                .append("against ").append(total).append(total == 1 ? " case" : " cases").append(" of ")
                .append(escaped(result.suite().toString())).append("</p>\n<ul class=\"counts\">");
        count(result.passed(), "pass", "ok");
        count(result.failed(), "fail", "bad");
        count(result.missing(), "missing", "none");
        html.append("</ul>\n");
    }

    private void count(long count, String what, String kind) {
        html.append("<li class=\"").append(count == 0 ? "none" : kind).append("\"><b>").append(count)
                .append("</b> ").append(what).append("</li>");
    }

    private void diagnosis() {
        Diagnosis diagnosis = result.diagnosis();
        if (diagnosis == null) {
            if (result.failed() > 0) {
                html.append("<section class=\"diagnosis\"><h2>Diagnosis</h2><p>No known mistake explains this.</p>"
                        + "</section>\n");
            }
            return;
        }
        html.append("<section class=\"diagnosis\"><h2>")
                .append(diagnosis.isConvincing() ? "The mistake" : "Most likely").append("</h2>\n");
        for (Mistake mistake : diagnosis.mistakes()) {
            html.append("<p><b>").append(mistake.id()).append("</b>: ").append(escaped(mistake.title()))
                    .append(".<br>").append(escaped(mistake.remedy())).append("</p>\n");
        }
        html.append("<p class=\"quiet\">").append(escaped(TextReport.evidence(diagnosis))).append("</p></section>\n");
    }

    private void table() {
        List<Stage> stages = List.of(Stage.values());
        html.append("<section><h2>Cases</h2>\n<div class=\"wide\"><table class=\"cases\">\n<tr><th>case</th>");
        stages.forEach(stage -> html.append("<th>").append(stage.title()).append("</th>"));
        html.append("<th>as with</th></tr>\n");
        List<CaseResult> wrongFirst = result.cases().stream()
                .sorted(Comparator.comparing(CaseResult::passes).thenComparing(CaseResult::isMissing))
                .toList();
        for (CaseResult each : wrongFirst) {
            html.append("<tr><td>").append(nameLink(each)).append("</td>");
            stages.forEach(stage -> cell(each, stage));
            html.append("<td>").append(each.explanations().stream().map(Mistake::id)
                    .collect(Collectors.joining(", "))).append("</td></tr>\n");
        }
        html.append("</table></div>\n<p class=\"quiet\">A share is of elements further from float64 than allowed;"
                + " ✓ is none, – is not given.</p></section>\n");
    }

    private static String nameLink(CaseResult each) {
        String name = escaped(each.record().name());
        return each.passes() || each.isMissing() ? name : "<a href=\"#" + name + "\">" + name + "</a>";
    }

    private void cell(CaseResult each, Stage stage) {
        Optional<StageResult> found =
                each.stages().stream().filter(candidate -> candidate.stage() == stage).findFirst();
        if (found.isEmpty()) {
            html.append("<td class=\"none\">–</td>");
            return;
        }
        StageResult outcome = found.get();
        if (outcome.passes()) {
            html.append("<td class=\"ok\" title=\"largest error ")
                    .append(Figures.text(outcome.comparison().errors().largest())).append("\">✓</td>");
        } else {
            html.append("<td class=\"bad\" title=\"").append(escaped(TextReport.outcome(outcome))).append("\">")
                    .append(outcome.problem() != null ? "unfit" : share(outcome)).append("</td>");
        }
    }

    private static String share(StageResult outcome) {
        TensorComparison comparison = outcome.comparison();
        return comparison.passes() ? "bits" : Figures.percent(comparison.mismatches(), comparison.elements());
    }

    private void details() {
        List<CaseResult> failed = result.cases().stream()
                .filter(each -> !each.passes() && !each.isMissing())
                .sorted(Comparator.comparingDouble(HtmlReport::badness).reversed())
                .toList();
        if (failed.isEmpty()) {
            return;
        }
        html.append("<section><h2>What is wrong</h2>\n");
        for (CaseResult each : failed) {
            detail(each, each == failed.getFirst());
        }
        html.append("</section>\n");
    }

    /** The worst share of elements that are off; what could not be compared is worse. */
    private static double badness(CaseResult each) {
        return each.stages().stream()
                .mapToDouble(stage -> stage.problem() != null
                        ? 2
                        : (double) stage.comparison().mismatches() / stage.comparison().elements())
                .max()
                .orElse(0);
    }

    private void detail(CaseResult each, boolean open) {
        StageResult first = each.firstDivergence().orElseThrow();
        html.append("<details id=\"").append(escaped(each.record().name())).append(open ? "\" open>" : "\">")
                .append("<summary><b>").append(escaped(each.record().name())).append("</b>, first in ")
                .append(first.stage().title()).append("</summary>\n<p>").append(escaped(each.record().description()))
                .append("</p>\n");
        if (first.problem() != null) {
            html.append("<p>").append(first.stage().title()).append(' ').append(escaped(first.problem()))
                    .append("</p>\n");
        }
        figures(each);
        if (first.problem() == null) {
            html.append("<div class=\"pictures\">");
            heat(first);
            histogram(first.comparison());
            html.append("</div>\n<pre>").append(escaped(first.stage().title() + ": " + first.comparison().report()))
                    .append("</pre>\n");
        }
        html.append("</details>\n");
    }

    private void figures(CaseResult each) {
        html.append("<div class=\"wide\"><table>\n<tr><th>stage</th><th>type</th><th>off</th><th>largest error</th>"
                + "<th>ours</th><th>PyTorch's</th><th>99 % ≤</th><th>our bits</th>"
                + "<th>would pass with atol</th></tr>\n");
        for (StageResult stage : each.stages()) {
            if (stage.problem() != null) {
                continue;
            }
            TensorComparison comparison = stage.comparison();
            double torch = stage.stage() == Stage.OUTPUT ? each.record().torchMaxError() : Double.NaN;
            html.append("<tr class=\"").append(stage.passes() ? "ok" : "bad").append("\"><td>")
                    .append(stage.stage().title()).append("</td><td>").append(stage.type()).append("</td>");
            for (String figure : List.of(
                    comparison.mismatches() + " of " + comparison.elements(),
                    Figures.text(comparison.errors().largest()),
                    Figures.text(stage.ourError()),
                    Figures.text(torch),
                    Figures.text(comparison.errors().p99()),
                    stage.identicalBits() < 0 ? "–" : Figures.percent(stage.identicalBits(), comparison.elements()),
                    Figures.text(comparison.passing().atol()))) {
                html.append("<td>").append(figure).append("</td>");
            }
            html.append("</tr>\n");
        }
        html.append("</table></div>\n");
    }

    private void heat(StageResult stage) {
        ErrorMap map = stage.worst();
        html.append("<figure><img class=\"heat\" alt=\"map of the errors\" style=\"aspect-ratio: ")
                .append(map.columns()).append(" / ").append(map.rows()).append("\" src=\"")
                .append(HeatPicture.dataAddress(map)).append("\">\n<figcaption><span class=\"ramp\"></span> 0 to ")
                .append(Figures.text(map.largest()))
                .append(map.hasSpecial() ? "; <span class=\"special\"></span> wrongly finite or not" : "")
                .append("<br>absolute error of ").append(stage.stage().title()).append(" [").append(map.item())
                .append(", ").append(map.channel()).append("], ").append(map.height()).append(" × ")
                .append(map.width()).append("</figcaption></figure>\n");
    }

    private void histogram(TensorComparison comparison) {
        List<Long> counts = comparison.ulps().counts();
        long most = counts.stream().mapToLong(Long::longValue).max().orElse(1);
        html.append("<figure><table class=\"bars\">\n");
        for (int bin = 0; bin < counts.size(); bin++) {
            html.append("<tr><td>").append(UlpHistogram.label(bin)).append("</td><td><span style=\"width: ")
                    .append(Math.round(100.0 * counts.get(bin) / Math.max(1, most))).append("%\"></span></td><td>")
                    .append(counts.get(bin)).append("</td></tr>\n");
        }
        html.append("</table>\n<figcaption>elements by error, in ulp of ").append(comparison.precision().label())
                .append("</figcaption></figure>\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
