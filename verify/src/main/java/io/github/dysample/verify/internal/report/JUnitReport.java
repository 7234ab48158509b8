package io.github.dysample.verify.internal.report;

import static io.github.dysample.verify.internal.report.Element.element;

import io.github.dysample.verify.CaseResult;
import io.github.dysample.verify.Provenance;
import io.github.dysample.verify.SuiteResult;
import java.util.Locale;
import java.util.stream.Collectors;

/** A suite's result in the XML of JUnit, which CI servers read: a test for each case. */
public final class JUnitReport {
    private JUnitReport() {}

    /** {@return the report; without where it comes from if that is null} */
    public static String of(SuiteResult result, Provenance provenance) {
        return element("testsuite", properties(provenance), result.cases().stream().map(JUnitReport::testCase).toList())
                .with("name", "dysample verify " + result.suite())
                .with("tests", Integer.toString(result.cases().size()))
                .with("failures", Long.toString(result.failed() + result.missing()))
                .with("errors", "0")
                .with("skipped", "0")
                .with("time", String.format(Locale.ROOT, "%.3f", result.seconds()))
                .with("timestamp", provenance == null ? null : provenance.date().toString())
                .document("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    }

    private static Element properties(Provenance provenance) {
        return provenance == null ? null : element("properties",
                element("property").with("name", "program").with("value", provenance.program()),
                element("property").with("name", "command").with("value", provenance.command()));
    }

    private static Element testCase(CaseResult each) {
        Element failure = each.passes() ? null : element("failure", details(each)).with("message", message(each));
        return element("testcase", failure).with("classname", "dysample.golden").with("name", each.record().name());
    }

    private static String message(CaseResult each) {
        return each.firstDivergence()
                .map(stage -> "first in " + stage.stage().title() + ": " + TextReport.outcome(stage))
                .orElse(each.absence());
    }

    private static String details(CaseResult each) {
        String stages = each.stages().stream()
                .filter(stage -> !stage.passes())
                .map(stage -> stage.stage().title() + ": "
                        + (stage.problem() != null ? stage.problem() : stage.comparison().report()))
                .collect(Collectors.joining("\n"));
        String patterns = each.patterns().stream().map(pattern -> "\n" + pattern).collect(Collectors.joining());
        String explanations = each.explanations().stream()
                .map(mistake -> "\nexplained by " + mistake.id() + ": " + mistake.title())
                .collect(Collectors.joining());
        return stages + patterns + explanations;
    }
}
