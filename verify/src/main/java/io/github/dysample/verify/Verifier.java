package io.github.dysample.verify;

import io.github.dysample.verify.internal.diagnosis.Diagnosable;
import io.github.dysample.verify.internal.diagnosis.Diagnoser;
import io.github.dysample.verify.internal.diagnosis.Hints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

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
            return new Verifier(suite, port, strictness).run();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Verification run() throws IOException {
        long start = System.nanoTime();
        List<CaseResult> cases = new ArrayList<>();
        Map<Integer, CheckedCase> kept = new HashMap<>();
        Diagnosable diagnosable = new Diagnosable();
        for (String name : suite.names()) {
            Optional<CheckedCase> checked = CheckedCase.of(suite.read(name), port, strictness);
            if (checked.isPresent()) {
                CaseResult result = checked.get().result();
                if (diagnosable.takes(result)) {
                    kept.put(cases.size(), checked.get());
                }
                cases.add(result);
            }
        }
        SuiteResult unexplained = new SuiteResult(
                suite.name(), port.name(), cases, null, List.of(), (System.nanoTime() - start) / 1e9);
        List<String> missing = cases.stream()
                .filter(CaseResult::isMissing)
                .map(each -> each.record().name())
                .toList();
        return conclude(unexplained, strictness, new KeptCases(kept), port.remarks(suite, missing));
    }

    /**
     * {@return the result of a suite whose cases were checked one by one, with the diagnosis}
     *
     * @param checked the result so far: of {@link CheckedCase}, in the order of the suite
     * @param strictness what they were checked with
     * @param trials tries mistakes on them
     * @param remarks sentences to add to the hints, as of {@link PortedLayer#remarks}
     */
    public static Verification conclude(
            SuiteResult checked, Strictness strictness, MistakeTrials trials, List<String> remarks) {
        long start = System.nanoTime();
        Diagnosable diagnosable = new Diagnosable();
        BitSet chosen = new BitSet();
        for (int i = 0; i < checked.cases().size(); i++) {
            chosen.set(i, diagnosable.takes(checked.cases().get(i)));
        }
        Diagnoser diagnoser = new Diagnoser(checked.cases(), chosen, trials);
        Diagnosis diagnosis = diagnoser.diagnose();
        List<CaseResult> cases = IntStream.range(0, checked.cases().size())
                .mapToObj(i -> checked.cases().get(i).explainedBy(diagnoser.explanations(i)))
                .toList();
        List<String> hints = Hints.of(cases, diagnosis, diagnosable.tooLarge(), strictness, remarks);
        return new Verification(new SuiteResult(checked.suite(), checked.port(), cases, diagnosis, hints,
                checked.seconds() + (System.nanoTime() - start) / 1e9));
    }

    /** The checked cases of this process, by their numbers. */
    private record KeptCases(Map<Integer, CheckedCase> cases) implements MistakeTrials {
        @Override
        public List<BitSet> explained(List<Set<Mistake>> mistakes, BitSet numbers) {
            return mistakes.stream().map(set -> those(numbers, each -> each.isExplainedBy(set))).toList();
        }

        @Override
        public List<BitSet> contradicted(List<Set<Mistake>> mistakes, BitSet numbers) {
            return mistakes.stream().map(set -> those(numbers, each -> each.isContradictedBy(set))).toList();
        }

        private BitSet those(BitSet numbers, Predicate<CheckedCase> which) {
            BitSet those = new BitSet();
            numbers.stream().filter(i -> which.test(cases.get(i))).forEach(those::set);
            return those;
        }
    }
}
