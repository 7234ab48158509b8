package io.github.dysample.cli.verify;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.cli.golden.Stage;
import io.github.dysample.cli.golden.StandardSuite;
import io.github.dysample.cli.golden.Suite;
import io.github.dysample.cli.mistake.Mistake;
import io.github.dysample.io.DType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {
    @TempDir
    private static Path folder;

    private static Suite suite;

    @BeforeAll
    static void writeSuite() throws IOException {
        suite = TestSuite.write(folder.resolve("<suite> & more"), StandardSuite.cases().subList(0, 6));
    }

    private static String page(Set<Mistake> mistakes) throws IOException {
        PortWithMistakes port = new PortWithMistakes(mistakes, EnumSet.allOf(Stage.class), DType.F32);
        return HtmlReport.of(new Verifier(suite, port, Settings.DEFAULT).run());
    }

    @Test
    void oneFileThatNeedsNoOther() throws IOException {
        String page = page(EnumSet.of(Mistake.NO_BIAS));
        assertFalse(page.matches("(?s).*(src|href)=\"(?!data:|#).*"), page);
        assertFalse(page.contains("<script") || page.contains("@import") || page.contains("url("));
        assertTrue(page.contains("data:image/png;base64,"));
        assertTrue(page.contains("&lt;suite&gt; &amp; more"));
        assertFalse(page.contains("<suite>"));
    }

    @Test
    void theDiagnosisAndTheCases() throws IOException {
        String page = page(EnumSet.of(Mistake.NO_BIAS));
        assertTrue(page.contains("badge bad\">failed"));
        assertTrue(page.contains("<b>no-bias</b>"));
        assertTrue(page.contains("href=\"#no-bias\"") && page.contains("<p id=\"no-bias\""));
    }

    @Test
    void allPassed() throws IOException {
        String page = page(EnumSet.noneOf(Mistake.class));
        assertTrue(page.contains("badge ok\">passed"));
        assertFalse(page.contains("<details"));
    }
}
