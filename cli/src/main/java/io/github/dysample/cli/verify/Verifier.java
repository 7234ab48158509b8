package io.github.dysample.cli.verify;

import io.github.dysample.cli.golden.GoldenCase;
import io.github.dysample.cli.golden.Suite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Checks a port against all cases of a suite. */
public final class Verifier {
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
        List<CaseCheck> checks = new ArrayList<>();
        for (Path folder : suite.cases()) {
            GoldenCase golden = GoldenCase.read(folder);
            if (CaseCheck.concerns(golden, settings)) {
                checks.add(new CaseCheck(golden, settings, port.promisesBits()).run(port.stages(golden)));
            }
        }
        Diagnoser diagnoser = new Diagnoser(checks);
        Diagnosis diagnosis = diagnoser.diagnose();
        List<CaseResult> cases = new ArrayList<>();
        for (CaseCheck check : checks) {
            cases.add(new CaseResult(check.golden().record(), check.results(), diagnoser.explanations(check)));
        }
        return new SuiteResult(
                suite.folder(), port.name(), cases, diagnosis, (System.nanoTime() - start) / 1e9);
    }
}
