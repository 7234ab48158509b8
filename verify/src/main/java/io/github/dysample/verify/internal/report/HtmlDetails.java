package io.github.dysample.verify.internal.report;

import static io.github.dysample.verify.internal.report.HtmlReport.escaped;

import io.github.dysample.verify.CaseResult;
import io.github.dysample.verify.Comparison;
import io.github.dysample.verify.ErrorMap;
import io.github.dysample.verify.Stage;
import io.github.dysample.verify.StageResult;
import io.github.dysample.verify.UlpHistogram;
import io.github.dysample.verify.internal.text.Numbers;
import java.util.Comparator;
import java.util.List;

/** What is wrong with each failing case in the HTML report, the worst first: figures, a map of errors, a histogram. */
final class HtmlDetails {
    private static final int LEAST_SIDE = 4;

    private final StringBuilder html;

    private HtmlDetails(StringBuilder html) {
        this.html = html;
    }

    static void write(List<CaseResult> cases, StringBuilder html) {
        List<CaseResult> failed = cases.stream()
                .filter(CaseResult::fails)
                .sorted(Comparator.comparing(HtmlDetails::isSmall)
                        .thenComparing(Comparator.comparingDouble(HtmlDetails::badness).reversed()))
                .toList();
        if (failed.isEmpty()) {
            return;
        }
        html.append("<section><h2>What is wrong</h2>\n");
        HtmlDetails details = new HtmlDetails(html);
        for (CaseResult each : failed) {
            details.detail(each, each == failed.getFirst());
        }
        html.append("</section>\n");
    }

    /** Whether there is little to see, as on a map of one column. */
    private static boolean isSmall(CaseResult each) {
        return Math.min(each.record().height(), each.record().width()) < LEAST_SIDE;
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
        String name = escaped(each.record().name());
        // The link's target is inside: browsers open what hides a target.
        html.append(open ? "<details open>" : "<details>").append("<summary><b>").append(name)
                .append("</b>, first in ").append(first.stage().title()).append("</summary>\n<p id=\"").append(name)
                .append("\">").append(escaped(each.record().description())).append("</p>\n");
        if (first.problem() != null) {
            html.append("<p>").append(first.stage().title()).append(' ').append(escaped(first.problem()))
                    .append("</p>\n");
        }
        for (String pattern : each.patterns()) {
            html.append("<p>").append(escaped(pattern)).append("</p>\n");
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
        if (each.stages().stream().allMatch(stage -> stage.problem() != null)) {
            return;
        }
        html.append("<div class=\"wide\"><table>\n<tr><th>stage</th><th>type</th><th>off</th><th>largest error</th>"
                + "<th>ours</th><th>PyTorch's</th><th>99 % ≤</th><th>our bits</th>"
                + "<th>would pass with atol</th></tr>\n");
        for (StageResult stage : each.stages()) {
            if (stage.problem() != null) {
                continue;
            }
            Comparison comparison = stage.comparison();
            double torch = stage.stage() == Stage.OUTPUT ? each.record().torchMaxError() : Double.NaN;
            html.append("<tr class=\"").append(stage.passes() ? "ok" : "bad").append("\"><td>")
                    .append(stage.stage().title()).append("</td><td>").append(stage.type()).append("</td>");
            for (String figure : List.of(
                    comparison.mismatches() + " of " + comparison.elements(),
                    Numbers.cell(comparison.errors().largest()),
                    Numbers.cell(stage.ourError()),
                    Numbers.cell(torch),
                    Numbers.cell(comparison.errors().p99()),
                    stage.identicalBits() < 0 ? "–" : Numbers.percent(stage.identicalBits(), comparison.elements()),
                    Numbers.cell(comparison.passing().atol()))) {
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
                .append(Numbers.cell(map.largest()))
                .append(map.hasSpecial() ? "; <span class=\"special\"></span> wrongly finite or not" : "")
                .append("<br>absolute error of ").append(stage.stage().title()).append(" [").append(map.item())
                .append(", ").append(map.channel()).append("], ").append(map.height()).append(" × ")
                .append(map.width()).append("</figcaption></figure>\n");
    }

    private void histogram(Comparison comparison) {
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
}
