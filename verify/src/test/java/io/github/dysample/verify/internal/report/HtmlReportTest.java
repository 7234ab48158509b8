package io.github.dysample.verify.internal.report;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.io.DType;
import io.github.dysample.verify.Mistake;
import io.github.dysample.verify.PortWithMistakes;
import io.github.dysample.verify.Stage;
import io.github.dysample.verify.Suite;
import io.github.dysample.verify.Verifier;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
    private static final Suite SUITE = Suite.of("<suite> & more", Suite.standardCases().subList(0, 6));

    private static String page(Set<Mistake> mistakes) {
        PortWithMistakes port = new PortWithMistakes(mistakes, EnumSet.allOf(Stage.class), DType.F32);
        return HtmlReport.of(Verifier.verify(SUITE, port).result());
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
    void allPassed() {
        String page = page(EnumSet.noneOf(Mistake.class));
        assertTrue(page.contains("badge ok\">passed"));
        assertFalse(page.contains("<details"));
    }
}
