package io.github.dysample.cli.verify;

import io.github.dysample.cli.golden.GoldenCase;
import io.github.dysample.cli.golden.Suite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Checks a port against all cases of a suite. */
public final class Verifier {
    /** What may be kept for the diagnosis, in values of all stages; half a gigabyte. */
    private static final long MOST_KEPT = 1L << 26;

    private final Suite suite;
    private final Port port;
    private final Settings settings;

    /** A check that has not begun. */
    public Verifier(Suite suite, Port port, Settings settings) {
        this.suite = suite;
        this.port = port;
        this.settings = settings;
    }

    /** Runs it. */
    public SuiteResult run() throws IOException {
        long start = System.nanoTime();
        List<CaseResult> checked = new ArrayList<>();
        List<Evidence> kept = new ArrayList<>();
        long elements = 0;
        int tooLarge = 0;
        for (Path folder : suite.cases()) {
            GoldenCase golden = GoldenCase.read(folder);
            if (CaseCheck.concerns(golden, settings)) {
                CaseCheck check = CaseCheck.of(golden, port, settings);
                checked.add(check.result());
                Evidence evidence = check.evidence();
                if (Diagnoser.takes(evidence) && elements + evidence.elements() <= MOST_KEPT) {
                    kept.add(evidence);
                    elements += evidence.elements();
                } else if (!evidence.off().isEmpty()) {
                    tooLarge++;
                }
            }
        }
        Diagnoser diagnoser = new Diagnoser(kept);
        Diagnosis diagnosis = diagnoser.diagnose();
        List<CaseResult> cases = checked.stream()
                .map(each -> each.explainedBy(diagnoser.explanations(each.record())))
                .toList();
        List<String> missing = cases.stream()
                .filter(CaseResult::isMissing)
                .map(each -> each.record().name())
                .toList();
        List<String> hints = Hints.of(cases, diagnosis, tooLarge, settings, port.remarks(suite, missing));
        return new SuiteResult(
                suite.folder(), port.name(), cases, diagnosis, hints, (System.nanoTime() - start) / 1e9);
    }
}
