package io.github.dysample.verify.internal.report;

import io.github.dysample.verify.Diagnosis;
import io.github.dysample.verify.Mistake;
import io.github.dysample.verify.SuiteResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

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
        HtmlCases.write(result, html);
        HtmlDetails.write(result.cases(), html);
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
                .append(escaped(result.suite())).append("</p>\n<ul class=\"counts\">");
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
        if (diagnosis == null && result.failed() == 0 && result.hints().isEmpty()) {
            return;
        }
        html.append("<section class=\"diagnosis\"><h2>").append(diagnosis == null
                ? "Diagnosis"
                : diagnosis.isConvincing() ? "The mistake" : "Most likely").append("</h2>\n");
        if (diagnosis != null) {
            for (Mistake mistake : diagnosis.mistakes()) {
                html.append("<p><b>").append(mistake.id()).append("</b>: ").append(escaped(mistake.title()))
                        .append(".<br>").append(escaped(mistake.remedy())).append("</p>\n");
            }
            quiet(TextReport.evidence(diagnosis));
        } else if (result.failed() > 0) {
            html.append("<p>").append(TextReport.nothingFound(result)).append("</p>\n");
        }
        result.hints().forEach(this::quiet);
        html.append("</section>\n");
    }

    private void quiet(String text) {
        html.append("<p class=\"quiet\">").append(escaped(text)).append("</p>\n");
    }

    /** {@return text that is not taken for HTML} */
    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
