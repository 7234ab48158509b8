package io.github.dysample.verify;

import io.github.dysample.verify.internal.check.CaseCheck;
import io.github.dysample.verify.internal.check.Evidence;
import io.github.dysample.verify.internal.diagnosis.Trial;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * One case of a suite, checked by itself: its result, and what the diagnosis of the whole suite asks of it. A program
 * that checks the cases of a suite in many places has one of these for each, and calls {@link Verifier#conclude}.
 * Immutable.
 */
public final class CheckedCase {
    private final CaseResult result;
    private final Evidence evidence;

    private CheckedCase(CaseCheck check) {
        result = check.result();
        evidence = check.evidence();
    }

    /**
     * {@return the case, checked; empty if it has none of the stages asked for}
     *
     * @param golden the case
     * @param port the port
     * @param strictness how far values may be off, and which stages count
     * @throws IOException if a file of the suite or the port cannot be read
     */
    public static Optional<CheckedCase> of(GoldenCase golden, PortedLayer port, Strictness strictness)
            throws IOException {
        return CaseCheck.concerns(golden, strictness)
                ? Optional.of(new CheckedCase(new CaseCheck(golden, port, strictness)))
                : Optional.empty();
    }

    /** {@return the result, without an explanation} */
    public CaseResult result() {
        return result;
    }

    /**
     * {@return whether the layer with these mistakes gives the results of the port}
     *
     * @param mistakes of one pass, in which values of the port are wrong
     */
    public boolean isExplainedBy(Set<Mistake> mistakes) {
        return Trial.explains(mistakes, evidence);
    }

    /**
     * {@return whether the layer with these mistakes would be wrong where the port is right}
     *
     * @param mistakes of one pass, in which all is right
     */
    public boolean isContradictedBy(Set<Mistake> mistakes) {
        return Trial.contradicts(mistakes, evidence);
    }
}
