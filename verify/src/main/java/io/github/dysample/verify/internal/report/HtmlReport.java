package io.github.dysample.verify.internal.report;

import io.github.dysample.verify.Diagnosis;
import io.github.dysample.verify.Mistake;
import io.github.dysample.verify.SuiteResult;
import io.github.dysample.verify.internal.text.Phrases;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A suite's result as one HTML file that needs no others. */
public final class HtmlReport {
    private final Markup html = new Markup("<!DOCTYPE html>");
    private final SuiteResult result;

    private HtmlReport(SuiteResult result) {
        this.result = result;
    }

    /** {@return the report} */
    public static String of(SuiteResult result) {
        return new HtmlReport(result).page();
    }

    private String page() {
        html.open("html", "lang", "en").open("head").empty("meta", "charset", "utf-8")
                .empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .element("title", (result.passes() ? "passed" : "failed") + ": dysample verify")
                .element("style", css() + ":root { --ramp: " + Ramp.css() + "; }")
                .close().open("body").open("main");
        summary();
        diagnosis();
        HtmlCases.write(result, html);
        HtmlDetails.write(result.cases(), html);
        return html.close().close().close().toString();
    }

    private static String css() {
        try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void summary() {
        html.open("h1")
                .element("span", result.passes() ? "passed" : "failed", "class",
                        result.passes() ? "badge ok" : "badge bad")
                .text(" " + result.port()).close()
                .element("p", "against " + Phrases.count(result.cases().size(), "case") + " of " + result.suite())
                .open("ul", "class", "counts");
        count(result.passed(), "pass", "ok");
        count(result.failed(), "fail", "bad");
        count(result.missing(), "missing", "none");
        html.close();
    }

    private void count(long count, String what, String kind) {
        html.open("li", "class", count == 0 ? "none" : kind)
                .element("b", Long.toString(count)).text(" " + what).close();
    }

    private void diagnosis() {
        Diagnosis diagnosis = result.diagnosis();
        if (diagnosis == null && result.failed() == 0 && result.hints().isEmpty()) {
            return;
        }
        html.open("section", "class", "diagnosis").element("h2", diagnosis == null
                ? "Diagnosis"
                : diagnosis.isConvincing() ? "The mistake" : "Most likely");
        if (diagnosis != null) {
            for (Mistake mistake : diagnosis.mistakes()) {
                html.open("p").element("b", mistake.id()).text(": " + mistake.title() + ".")
                        .empty("br").text(mistake.remedy()).close();
            }
            quiet(TextReport.evidence(diagnosis));
        } else if (result.failed() > 0) {
            html.element("p", TextReport.nothingFound(result));
        }
        result.hints().forEach(this::quiet);
        html.close();
    }

    private void quiet(String text) {
        html.element("p", text, "class", "quiet");
    }
}
