package io.github.dysample.verify;

import io.github.dysample.verify.internal.check.CaseCheck;
import io.github.dysample.verify.internal.check.Evidence;
import io.github.dysample.verify.internal.diagnosis.Diagnoser;
import io.github.dysample.verify.internal.diagnosis.Hints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks a port of the layer against golden cases, stage by stage, and looks for the mistake behind what fails. In a
 * JUnit test:
 *
 * <pre>{@code
 * Verifier.verify(Suite.standard(), PortedLayer.ofOutput((weights, x) -> myPort(weights, x))).orThrow();
 * }</pre>
 *
 * <p>A port that has {@code end_conv}, too, is held to {@link Suite#heads()} in the same way.
 *
 * <p>Thread-safe; a port is asked for one case at a time, on the calling thread.
 */
public final class Verifier {
    /** How many values may be kept for the diagnosis: half a gigabyte of them. */
    private static final long MOST_KEPT = 1L << 26;

    private final Suite suite;
    private final PortedLayer port;
    private final Strictness strictness;

    private Verifier(Suite suite, PortedLayer port, Strictness strictness) {
        this.suite = suite;
        this.port = port;
        this.strictness = strictness;
    }

    /**
     * {@return the result of checking a port with {@link Strictness#DEFAULT}}
     *
     * @param suite the cases
     * @param port the port
     * @throws UncheckedIOException if a file of the suite or the port cannot be read
     */
    public static Verification verify(Suite suite, PortedLayer port) {
        return verify(suite, port, Strictness.DEFAULT);
    }

    /**
     * {@return the result of checking a port}
     *
     * @param suite the cases; those without any of the stages asked for are left out
     * @param port the port
     * @param strictness how far values may be off, and which stages count
     * @throws UncheckedIOException if a file of the suite or the port cannot be read
     */
    public static Verification verify(Suite suite, PortedLayer port, Strictness strictness) {
        try {
            return new Verification(new Verifier(suite, port, strictness).run());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private SuiteResult run() throws IOException {
        long start = System.nanoTime();
        List<CaseResult> checked = new ArrayList<>();
        List<Evidence> kept = new ArrayList<>();
        long elements = 0;
        int tooLarge = 0;
        for (String name : suite.names()) {
            GoldenCase golden = suite.read(name);
            if (CaseCheck.concerns(golden, strictness)) {
                CaseCheck check = new CaseCheck(golden, port, strictness);
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
        List<String> hints = Hints.of(cases, diagnosis, tooLarge, strictness, port.remarks(suite, missing));
        return new SuiteResult(
                suite.name(), port.name(), cases, diagnosis, hints, (System.nanoTime() - start) / 1e9);
    }
}
