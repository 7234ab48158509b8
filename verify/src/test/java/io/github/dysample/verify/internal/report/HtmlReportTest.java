package io.github.dysample.verify.internal.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.io.DType;
import io.github.dysample.verify.Mistake;
import io.github.dysample.verify.PortWithMistakes;
import io.github.dysample.verify.PortedLayer;
import io.github.dysample.verify.PortedStages;
import io.github.dysample.verify.Provenance;
import io.github.dysample.verify.Stage;
import io.github.dysample.verify.Suite;
import io.github.dysample.verify.SuiteResult;
import io.github.dysample.verify.Verification;
import io.github.dysample.verify.Verifier;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import tools.jackson.jr.ob.JSON;

class HtmlReportTest {
    private static final Suite SUITE = Suite.of("<suite> & more", Suite.standardCases().subList(0, 6));

    private static String page(Set<Mistake> mistakes) {
        PortWithMistakes port = new PortWithMistakes(mistakes, EnumSet.allOf(Stage.class), DType.F32);
        return HtmlReport.of(Verifier.verify(SUITE, port).result(), null);
    }

    @Test
    void oneFileThatNeedsNoOther() {
        String page = page(EnumSet.of(Mistake.NO_BIAS));
        assertFalse(page.matches("(?s).*(src|href)=\"(?!data:|#).*"), page);
        assertFalse(page.contains("<script") || page.contains("@import") || page.contains("url("));
        assertTrue(page.contains("data:image/png;base64,"));
        assertTrue(page.contains("&lt;suite&gt; &amp; more"));
        assertFalse(page.contains("<suite>"));
    }

    @Test
    void theDiagnosisAndTheCases() {
        String page = page(EnumSet.of(Mistake.NO_BIAS));
        assertTrue(page.contains("badge bad\">failed"));
        assertTrue(page.contains("<b>no-bias</b>"));
        assertTrue(page.contains("href=\"#no-bias\"") && page.contains("<p id=\"no-bias\""));
    }

    @Test
    void noTextOfAPortCanBreakAReport() throws Exception {
        String text = "</p><script>&\"']]>\0\033\ud800\uffff\u202e\r\n";
        PortedLayer port = _ -> new PortedStages(Map.of(), Map.of(Stage.OUTPUT, text), null);
        SuiteResult result = Verifier.verify(SUITE, port).result();
        for (String report : List.of(HtmlReport.of(result, null), JUnitReport.of(result, null))) {
            Document document = DocumentBuilderFactory.newDefaultNSInstance().newDocumentBuilder()
                    .parse(new InputSource(new StringReader(report)));
            assertEquals(0, document.getElementsByTagName("script").getLength());
            assertTrue(document.getDocumentElement().getTextContent()
                    .contains("</p><script>&\"']]>\\u0000\\u001b\\ud800\\uffff\\u202e"), report);
        }
    }

    @Test
    void theStyleSheetIsNotEscaped() throws Exception {
        String style = page(Set.of()).replaceFirst("(?s).*<style>(.*)</style>.*", "$1");
        try (InputStream css = HtmlReport.class.getResourceAsStream("report.css")) {
            assertTrue(style.startsWith(new String(css.readAllBytes(), StandardCharsets.UTF_8)));
        }
    }

    @Test
    void everyReportSaysWhereItComesFrom() throws Exception {
        Provenance from =
                new Provenance("dysample 1.2", "dysample verify a '<b>'", Instant.parse("2026-11-28T12:30:01Z"));
        Verification verification = Verifier.verify(
                        SUITE, new PortWithMistakes(Set.of(), EnumSet.of(Stage.OUTPUT), DType.F32))
                .withProvenance(from);
        String line = "dysample 1.2, 2026-11-28T12:30:01Z: dysample verify a '<b>'";
        assertTrue(verification.text().endsWith(line + "\n"), verification.text());
        assertTrue(verification.html().contains("<footer class=\"quiet\">" + line.replace("<", "&lt;")
                .replace(">", "&gt;") + "</footer>"));
        Map<String, Object> json = JSON.std.mapFrom(verification.json());
        assertEquals("dysample 1.2", json.get("program"));
        assertEquals("dysample verify a '<b>'", json.get("command"));
        assertEquals("2026-11-28T12:30:01Z", json.get("date"));
        Document junit = DocumentBuilderFactory.newDefaultNSInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(verification.junit())));
        assertEquals("2026-11-28T12:30:01Z", junit.getDocumentElement().getAttribute("timestamp"));
        assertEquals("dysample verify a '<b>'",
                ((Element) junit.getElementsByTagName("property").item(1)).getAttribute("value"));
    }

    @Test
    void aRowSaysOfEachValueWhatItIsForNarrowWindows() {
        String page = page(EnumSet.of(Mistake.NO_BIAS));
        assertTrue(page.contains("data-of=\"largest error\"") && page.contains("data-of=\"offsets\""));
    }

    @Test
    void allPassed() {
        String page = page(EnumSet.noneOf(Mistake.class));
        assertTrue(page.contains("badge ok\">passed"));
        assertFalse(page.contains("<details"));
    }
}
