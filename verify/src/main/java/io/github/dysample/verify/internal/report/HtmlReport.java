package io.github.dysample.verify.internal.report;

import static io.github.dysample.verify.internal.report.Element.element;

import io.github.dysample.verify.Diagnosis;
import io.github.dysample.verify.Mistake;
import io.github.dysample.verify.Provenance;
import io.github.dysample.verify.SuiteResult;
import io.github.dysample.verify.internal.text.Phrases;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A suite's result as one HTML file that needs no others. */
public final class HtmlReport {
    private HtmlReport() {}

    /** {@return the report; without where it comes from if that is null} */
    public static String of(SuiteResult result, Provenance provenance) {
        Element head = element("head",
                element("meta").with("charset", "utf-8"),
                element("meta").with("name", "viewport").with("content", "width=device-width, initial-scale=1"),
                element("title", (result.passes() ? "passed" : "failed") + ": dysample verify"),
                element("style", css() + ":root { --ramp: " + Ramp.css() + "; }"));
        Element main = element("main", summary(result), diagnosis(result), HtmlCases.section(result),
                HtmlDetails.section(result.cases()),
                provenance == null ? null : element("footer", provenance).with("class", "quiet"));
        return element("html", head, element("body", main)).with("lang", "en").document("<!DOCTYPE html>");
    }

    private static String css() {
        try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<Element> summary(SuiteResult result) {
        Element badge = result.passes()
                ? element("span", "passed").with("class", "badge ok")
                : element("span", "failed").with("class", "badge bad");
        return List.of(
                element("h1", badge, " " + result.port()),
                element("p", "against " + Phrases.count(result.cases().size(), "case") + " of " + result.suite()),
                element("ul",
                        count(result.passed(), "pass", "ok"),
                        count(result.failed(), "fail", "bad"),
                        count(result.missing(), "missing", "none")).with("class", "counts"));
    }

    private static Element count(long count, String what, String kind) {
        return element("li", element("b", count), " " + what).with("class", count == 0 ? "none" : kind);
    }

    private static Element diagnosis(SuiteResult result) {
        Diagnosis diagnosis = result.diagnosis();
        if (diagnosis == null && result.failed() == 0 && result.hints().isEmpty()) {
            return null;
        }
        Element section = element("section", element("h2", diagnosis == null
                ? "Diagnosis"
                : diagnosis.isConvincing() ? "The mistake" : "Most likely")).with("class", "diagnosis");
        if (diagnosis != null) {
            for (Mistake mistake : diagnosis.mistakes()) {
                section.add(element("p", element("b", mistake.id()), ": " + mistake.title() + ".",
                        element("br"), mistake.remedy()));
            }
            section.add(quiet(TextReport.evidence(diagnosis)));
        } else if (result.failed() > 0) {
            section.add(element("p", TextReport.nothingFound(result)));
        }
        return section.add(result.hints().stream().map(HtmlReport::quiet).toList());
    }

    private static Element quiet(String text) {
        return element("p", text).with("class", "quiet");
    }
}
