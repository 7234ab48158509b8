package io.github.dysample.verify.internal.report;

import io.github.dysample.verify.CaseResult;
import io.github.dysample.verify.Comparison;
import io.github.dysample.verify.Diagnosis;
import io.github.dysample.verify.KnownPort;
import io.github.dysample.verify.Mistake;
import io.github.dysample.verify.Provenance;
import io.github.dysample.verify.Stage;
import io.github.dysample.verify.StageResult;
import io.github.dysample.verify.SuiteResult;
import io.github.dysample.verify.internal.text.Numbers;
import io.github.dysample.verify.internal.text.Phrases;
import java.util.List;
import java.util.stream.Collectors;

/** A suite's result for the terminal: the failures, what explains them, and the count. */
public final class TextReport {
    private static final int MOST_CASES = 12;
    private static final int MOST_CASES_IN_FULL = 3;

    private final StringBuilder text = new StringBuilder();

    private TextReport() {}

    /** {@return the report, several lines; without where it comes from if that is null} */
    public static String of(SuiteResult result, Provenance provenance) {
        TextReport report = new TextReport();
        report.cases(result);
        report.diagnosis(result);
        report.summary(result);
        if (provenance != null) {
            report.line(provenance.toString());
        }
        return report.text.toString();
    }

    private void cases(SuiteResult result) {
        List<CaseResult> failed = result.cases().stream().filter(CaseResult::fails).toList();
        for (int i = 0; i < Math.min(failed.size(), MOST_CASES); i++) {
            failure(failed.get(i), failed.get(i).firstDivergence().orElseThrow(), i < MOST_CASES_IN_FULL);
        }
        if (failed.size() > MOST_CASES) {
            line("FAILED    " + (failed.size() - MOST_CASES) + " more, which --report and --json list: "
                    + Phrases.some(failed.stream().skip(MOST_CASES).map(each -> each.record().name()).toList()));
        }
        result.absences().forEach((why, names) -> line("missing   " + Phrases.some(names) + ": " + why));
    }

    private void failure(CaseResult each, StageResult first, boolean inFull) {
        line("FAILED    case " + each.record().name() + ", first in " + first.stage().title() + ": " + outcome(first));
        if (!each.explanations().isEmpty()) {
            line("          explained by " + ids(each.explanations(), ", or by "));
        }
        if (inFull && first.problem() == null) {
            first.comparison().report().lines().skip(1).forEach(line -> line("        " + line));
            if (first.comparison().largestAbsolute() != null) {
                line("          errors against float64: " + errors(each, first));
            }
        }
    }

    private static String errors(CaseResult each, StageResult stage) {
        double torch = stage.stage() == Stage.OUTPUT ? each.record().torchMaxError() : Double.NaN;
        return "here up to " + Numbers.cell(stage.comparison().errors().largest())
                + ", ours up to " + Numbers.cell(stage.ourError())
                + (Double.isNaN(torch) ? "" : ", PyTorch's up to " + Numbers.cell(torch));
    }

    /** {@return the problem of a stage, in one line} */
    static String outcome(StageResult stage) {
        if (stage.problem() != null) {
            return stage.problem();
        }
        Comparison comparison = stage.comparison();
        return comparison.passes()
                ? (comparison.elements() - stage.identicalBits()) + " of " + comparison.elements()
                        + " elements have different bits"
                : comparison.toString();
    }

    private void diagnosis(SuiteResult result) {
        Diagnosis diagnosis = result.diagnosis();
        if (diagnosis != null) {
            line("");
            line(diagnosis.isConvincing() ? "The mistake: this port has" : "Most likely this port has");
            for (Mistake mistake : diagnosis.mistakes()) {
                line("  " + mistake.id() + ": " + mistake.title());
                line("    " + mistake.remedy());
            }
            line(evidence(diagnosis));
        } else if (result.failed() > 0) {
            line("");
            line(nothingFound(result));
        }
        result.hints().forEach(this::line);
    }

    /** {@return a sentence in place of a diagnosis} */
    static String nothingFound(SuiteResult result) {
        long wrong = result.cases().stream().filter(CaseResult::hasWrongValues).count();
        long incomparable = result.cases().stream().filter(CaseResult::hasIncomparable).count();
        if (wrong == 0 && incomparable == 0) {
            return "The values are close enough, but their bits differ.";
        }
        return incomparable > wrong
                ? "There are values that could not be compared in " + Phrases.count(incomparable, "case")
                        + ": check shapes, types and files first."
                : "No known mistake explains this.";
    }

    /** {@return the reason to believe a diagnosis} */
    static String evidence(Diagnosis diagnosis) {
        String evidence = KnownPort.with(diagnosis.mistakes())
                .map(port -> "These are the mistakes of " + port.title() + ". ")
                .orElse("");
        evidence += "With " + (diagnosis.mistakes().size() == 1 ? "it" : "them")
                + ", the layer gives the results of the port in " + diagnosis.explained() + " of " + diagnosis.failing()
                + " failing cases";
        if (diagnosis.contradicted() > 0) {
            evidence += ", but would fail " + diagnosis.contradicted() + " that pass";
        }
        if (!diagnosis.alternatives().isEmpty()) {
            evidence += "; these cases cannot tell it from " + diagnosis.alternatives().stream()
                    .map(mistakes -> ids(mistakes, " and "))
                    .collect(Collectors.joining(", or "));
        }
        return evidence + ".";
    }

    /** {@return the names of mistakes, between them a delimiter} */
    static String ids(List<Mistake> mistakes, String delimiter) {
        return mistakes.stream().map(Mistake::id).collect(Collectors.joining(delimiter));
    }

    private void summary(SuiteResult result) {
        if (!result.passes()) {
            line("");
        }
        line(result.toString());
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
