package io.github.dysample.verify.internal.report;

import io.github.dysample.verify.CaseResult;
import io.github.dysample.verify.SuiteResult;
import java.util.Locale;
import java.util.stream.Collectors;

/** A suite's result in the XML of JUnit, which CI servers read: a test for each case. */
public final class JUnitReport {
    private JUnitReport() {}

    /** {@return the report} */
    public static String of(SuiteResult result) {
        Markup xml = new Markup("<?xml version=\"1.0\" encoding=\"UTF-8\"?>").open("testsuite",
                "name", "dysample verify " + result.suite(),
                "tests", Integer.toString(result.cases().size()),
                "failures", Long.toString(result.failed() + result.missing()),
                "errors", "0",
                "skipped", "0",
                "time", String.format(Locale.ROOT, "%.3f", result.seconds()));
        for (CaseResult each : result.cases()) {
            xml.open("testcase", "classname", "dysample.golden", "name", each.record().name());
            if (!each.passes()) {
                xml.element("failure", details(each), "message", message(each));
            }
            xml.close();
        }
        return xml.close().toString();
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
