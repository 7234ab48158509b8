package io.github.dysample.verify;

import io.github.dysample.verify.internal.report.HtmlReport;
import io.github.dysample.verify.internal.report.JUnitReport;
import io.github.dysample.verify.internal.report.JsonReport;
import io.github.dysample.verify.internal.report.TextReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The result of verifying a port, and reports of it.
 *
 * @param suite the name of the suite
 * @param port the name of the port
 * @param cases in order
 * @param diagnosis the mistake that explains the failures; null if nothing failed or nothing explains them
 * @param hints sentences that may help to find the mistake
 * @param seconds how long it took
 */
public record Verification(
        String suite, String port, List<CaseResult> cases, Diagnosis diagnosis, List<String> hints, double seconds) {

    /** {@return whether the port has every case, and every stage it gave is right} */
    public boolean passes() {
        return cases.stream().allMatch(CaseResult::passes);
    }

    /**
     * Does nothing if the port passes.
     *
     * @throws AssertionError if not, with {@link #text()}, the diagnosis included
     */
    public void orThrow() {
        if (!passes()) {
            throw new AssertionError(text());
        }
    }

    /** {@return how many cases pass} */
    public long passed() {
        return cases.stream().filter(CaseResult::passes).count();
    }

    /** {@return how many cases fail} */
    public long failed() {
        return cases.stream().filter(CaseResult::fails).count();
    }

    /** {@return how many cases the port does not have} */
    public long missing() {
        return cases.stream().filter(CaseResult::isMissing).count();
    }

    /** {@return the names of the cases the port does not have, by the reason} */
    public Map<String, List<String>> absences() {
        return cases.stream()
                .filter(CaseResult::isMissing)
                .collect(Collectors.groupingBy(CaseResult::absence, LinkedHashMap::new,
                        Collectors.mapping(each -> each.record().name(), Collectors.toList())));
    }

    /** {@return whether a file of the port could not be read} */
    public boolean hasUnreadable() {
        return cases.stream().flatMap(each -> each.stages().stream()).anyMatch(stage -> !stage.isReadable());
    }

    /** {@return the result for people in a terminal: the failures, the mistake that explains them, and the count} */
    public String text() {
        return TextReport.of(this);
    }

    /** {@return the result as a page for the browser: one file with tables, histograms and maps of the errors} */
    public String html() {
        return HtmlReport.of(this);
    }

    /** {@return the result as JSON, for programs} */
    public String json() {
        return JsonReport.of(this);
    }

    /** {@return the result as the XML of JUnit, which CI servers read: a test for each case} */
    public String junit() {
        return JUnitReport.of(this);
    }

    /** {@return the counts in one line} */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s: %d of %d cases pass, %d fail, %d missing, %.1f s",
                port, passed(), cases.size(), failed(), missing(), seconds);
    }
}
