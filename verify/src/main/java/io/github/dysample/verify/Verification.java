package io.github.dysample.verify;

import io.github.dysample.verify.internal.report.HtmlReport;
import io.github.dysample.verify.internal.report.JUnitReport;
import io.github.dysample.verify.internal.report.JsonReport;
import io.github.dysample.verify.internal.report.TextReport;

/**
 * The result of verifying a port, and reports of it.
 *
 * @param result the result in full
 * @param provenance where it comes from, which all reports then carry; null if unknown
 */
public record Verification(SuiteResult result, Provenance provenance) {

    /**
     * A result of unknown provenance.
     *
     * @param result the result in full
     */
    public Verification(SuiteResult result) {
        this(result, null);
    }

    /**
     * {@return the same result, whose reports carry where it comes from}
     *
     * @param from the program, the command and the date
     */
    public Verification withProvenance(Provenance from) {
        return new Verification(result, from);
    }

    /** {@return whether the port has every case, and every stage it gave is right} */
    public boolean passes() {
        return result.passes();
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

    /** {@return the result for people in a terminal: the failures, the mistake that explains them, and the count} */
    public String text() {
        return TextReport.of(result, provenance);
    }

    /** {@return the result as a page for the browser: one file with tables, histograms and maps of the errors} */
    public String html() {
        return HtmlReport.of(result, provenance);
    }

    /** {@return the result as JSON, for programs} */
    public String json() {
        return JsonReport.of(result, provenance);
    }

    /** {@return the result as the XML of JUnit, which CI servers read: a test for each case} */
    public String junit() {
        return JUnitReport.of(result, provenance);
    }

    /** {@return the counts in one line} */
    @Override
    public String toString() {
        return result.toString();
    }
}
