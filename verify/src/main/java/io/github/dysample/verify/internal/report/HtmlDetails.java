package io.github.dysample.verify.internal.report;

import static io.github.dysample.verify.internal.report.Element.element;

import io.github.dysample.verify.CaseResult;
import io.github.dysample.verify.Comparison;
import io.github.dysample.verify.ErrorMap;
import io.github.dysample.verify.Stage;
import io.github.dysample.verify.StageResult;
import io.github.dysample.verify.UlpHistogram;
import io.github.dysample.verify.internal.text.Numbers;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** What is wrong with each failing case in the HTML report, the worst first: figures, a map of errors, a histogram. */
final class HtmlDetails {
    private static final int LEAST_SIDE = 4;
    private static final List<String> FIGURES = List.of("stage", "type", "off", "largest error", "ours", "PyTorch's",
            "99 % ≤", "our bits", "would pass with atol");

    private HtmlDetails() {}

    /** {@return the failing cases, or null if there are none} */
    static Element section(List<CaseResult> cases) {
        List<CaseResult> failed = cases.stream()
                .filter(CaseResult::fails)
                .sorted(Comparator.comparing(HtmlDetails::isSmall)
                        .thenComparing(Comparator.comparingDouble(HtmlDetails::badness).reversed()))
                .toList();
        if (failed.isEmpty()) {
            return null;
        }
        List<Element> details = failed.stream().map(HtmlDetails::detail).toList();
        details.getFirst().with("open", "");
        return element("section", element("h2", "What is wrong"), details);
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

    private static Element detail(CaseResult each) {
        StageResult first = each.firstDivergence().orElseThrow();
        String stage = first.stage().title();
        String name = each.record().name();
        Element detail = element("details",
                element("summary", element("b", name), ", first in " + stage),
                // The link's target is inside: browsers open what hides a target.
                element("p", each.record().description()).with("id", name),
                first.problem() == null ? null : element("p", stage + " " + first.problem()),
                each.patterns().stream().map(pattern -> element("p", pattern)).toList(),
                figures(each));
        return first.problem() != null ? detail : detail.add(
                element("div", heat(first), histogram(first.comparison())).with("class", "pictures"),
                element("pre", stage + ": " + first.comparison().report()));
    }

    private static Element figures(CaseResult each) {
        List<Element> rows = each.stages().stream()
                .filter(stage -> stage.problem() == null)
                .map(stage -> figures(stage, each.record().torchMaxError()))
                .toList();
        Element head = element("tr", FIGURES.stream().map(name -> element("th", name)).toList());
        return rows.isEmpty() ? null : element("div", element("table", head, rows)).with("class", "wide");
    }

    private static Element figures(StageResult stage, double torchError) {
        Comparison comparison = stage.comparison();
        List<String> texts = List.of(
                stage.stage().title(),
                stage.type(),
                comparison.mismatches() + " of " + comparison.elements(),
                Numbers.cell(comparison.errors().largest()),
                Numbers.cell(stage.ourError()),
                Numbers.cell(stage.stage() == Stage.OUTPUT ? torchError : Double.NaN),
                Numbers.cell(comparison.errors().p99()),
                stage.identicalBits() < 0 ? "–" : Numbers.percent(stage.identicalBits(), comparison.elements()),
                Numbers.cell(comparison.passing().atol()));
        List<Element> cells = IntStream.range(0, texts.size())
                .mapToObj(i -> element("td", texts.get(i)).with("data-of", i == 0 ? null : FIGURES.get(i)))
                .toList();
        return element("tr", cells).with("class", stage.passes() ? "ok" : "bad");
    }

    private static Element heat(StageResult stage) {
        ErrorMap map = stage.worst();
        Element picture = element("img").with("class", "heat").with("alt", "map of the errors")
                .with("style", "aspect-ratio: " + map.columns() + " / " + map.rows())
                .with("src", HeatPicture.dataUrl(map));
        Element caption = element("figcaption",
                element("span").with("class", "ramp"), " 0 to " + Numbers.cell(map.largest()));
        if (map.hasSpecial()) {
            caption.add("; ", element("span").with("class", "special"), " finite or not where it should be the other");
        }
        return element("figure", picture, caption.add(element("br"), "absolute error of " + stage.stage().title()
                + " [" + map.item() + ", " + map.channel() + "], " + map.height() + " × " + map.width()));
    }

    private static Element histogram(Comparison comparison) {
        List<Long> counts = comparison.ulps().counts();
        long most = counts.stream().mapToLong(Long::longValue).max().orElse(1);
        Element table = element("table").with("class", "bars");
        for (int bin = 0; bin < counts.size(); bin++) {
            String width = "width: " + Math.round(100.0 * counts.get(bin) / Math.max(1, most)) + "%";
            table.add(element("tr", element("td", UlpHistogram.label(bin)),
                    element("td", element("span").with("style", width)), element("td", counts.get(bin))));
        }
        return element("figure", table,
                element("figcaption", "elements by error, in ulp of " + comparison.precision().label()));
    }
}
