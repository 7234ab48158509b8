package io.github.dysample.verify.internal.report;

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

    private final Markup html;

    private HtmlDetails(Markup html) {
        this.html = html;
    }

    static void write(List<CaseResult> cases, Markup html) {
        List<CaseResult> failed = cases.stream()
                .filter(CaseResult::fails)
                .sorted(Comparator.comparing(HtmlDetails::isSmall)
                        .thenComparing(Comparator.comparingDouble(HtmlDetails::badness).reversed()))
                .toList();
        if (failed.isEmpty()) {
            return;
        }
        html.open("section").element("h2", "What is wrong");
        HtmlDetails details = new HtmlDetails(html);
        for (CaseResult each : failed) {
            details.detail(each, each == failed.getFirst());
        }
        html.close();
    }

    /** Whether there is little to see, such as a map of one column. */
    private static boolean isSmall(CaseResult each) {
        return Math.min(each.record().height(), each.record().width()) < LEAST_SIDE;
    }

    /** The largest share of wrong elements; a stage that could not be compared is worse. */
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
        String name = each.record().name();
        // The link's target is inside: browsers open what hides a target.
        html.open("details", "open", open ? "" : null).open("summary").element("b", name)
                .text(", first in " + first.stage().title()).close()
                .element("p", each.record().description(), "id", name);
        if (first.problem() != null) {
            html.element("p", first.stage().title() + " " + first.problem());
        }
        each.patterns().forEach(pattern -> html.element("p", pattern));
        figures(each);
        if (first.problem() == null) {
            html.open("div", "class", "pictures");
            heat(first);
            histogram(first.comparison());
            html.close().element("pre", first.stage().title() + ": " + first.comparison().report());
        }
        html.close();
    }

    private void figures(CaseResult each) {
        if (each.stages().stream().allMatch(stage -> stage.problem() != null)) {
            return;
        }
        html.open("div", "class", "wide").open("table");
        row(null, "th", "stage", "type", "off", "largest error", "ours", "PyTorch's", "99 % ≤", "our bits",
                "would pass with atol");
        for (StageResult stage : each.stages()) {
            if (stage.problem() != null) {
                continue;
            }
            Comparison comparison = stage.comparison();
            double torch = stage.stage() == Stage.OUTPUT ? each.record().torchMaxError() : Double.NaN;
            row(stage.passes() ? "ok" : "bad", "td",
                    stage.stage().title(),
                    stage.type(),
                    comparison.mismatches() + " of " + comparison.elements(),
                    Numbers.cell(comparison.errors().largest()),
                    Numbers.cell(stage.ourError()),
                    Numbers.cell(torch),
                    Numbers.cell(comparison.errors().p99()),
                    stage.identicalBits() < 0 ? "–" : Numbers.percent(stage.identicalBits(), comparison.elements()),
                    Numbers.cell(comparison.passing().atol()));
        }
        html.close().close();
    }

    private void row(String kind, String cell, String... texts) {
        html.open("tr", "class", kind);
        for (String text : texts) {
            html.element(cell, text);
        }
        html.close();
    }

    private void heat(StageResult stage) {
        ErrorMap map = stage.worst();
        html.open("figure")
                .empty("img", "class", "heat", "alt", "map of the errors",
                        "style", "aspect-ratio: " + map.columns() + " / " + map.rows(),
                        "src", HeatPicture.dataUrl(map))
                .open("figcaption").element("span", "", "class", "ramp").text(" 0 to " + Numbers.cell(map.largest()));
        if (map.hasSpecial()) {
            html.text("; ").element("span", "", "class", "special").text(" finite or not where it should be the other");
        }
        html.empty("br").text("absolute error of " + stage.stage().title() + " [" + map.item() + ", " + map.channel()
                + "], " + map.height() + " × " + map.width()).close().close();
    }

    private void histogram(Comparison comparison) {
        List<Long> counts = comparison.ulps().counts();
        long most = counts.stream().mapToLong(Long::longValue).max().orElse(1);
        html.open("figure").open("table", "class", "bars");
        for (int bin = 0; bin < counts.size(); bin++) {
            long width = Math.round(100.0 * counts.get(bin) / Math.max(1, most));
            html.open("tr").element("td", UlpHistogram.label(bin))
                    .open("td").element("span", "", "style", "width: " + width + "%").close()
                    .element("td", counts.get(bin).toString()).close();
        }
        html.close().element("figcaption", "elements by error, in ulp of " + comparison.precision().label()).close();
    }
}
