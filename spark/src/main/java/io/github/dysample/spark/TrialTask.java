package io.github.dysample.spark;

import io.github.dysample.verify.CheckedCase;
import io.github.dysample.verify.Mistake;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.function.Function;

/** Tries sets of mistakes on some cases, on an executor. */
final class TrialTask implements Function<List<SuiteCase>, List<BitSet>> {
    private static final long serialVersionUID = 1L;

    private final CaseSource source;
    private final ArrayList<Set<Mistake>> mistakes;
    private final boolean contradicting;

    /**
     * A task.
     *
     * @param source where the cases are
     * @param mistakes the sets
     * @param contradicting whether it is asked what contradicts the cases, and not what explains them
     */
    TrialTask(CaseSource source, List<Set<Mistake>> mistakes, boolean contradicting) {
        this.source = source;
        this.mistakes = new ArrayList<>(mistakes);
        this.contradicting = contradicting;
    }

    /** For each case the numbers of the sets that explain or contradict it. */
    @Override
    public List<BitSet> call(List<SuiteCase> cases) throws IOException {
        List<BitSet> tried = new ArrayList<>();
        for (SuiteCase each : cases) {
            try (CaseCopy copy = source.copy()) {
                CheckedCase checked = copy.check(each, source.oneCase(), source.strictness()).orElseThrow();
                BitSet sets = new BitSet();
                for (int i = 0; i < mistakes.size(); i++) {
                    sets.set(i, contradicting
                            ? checked.isContradictedBy(mistakes.get(i))
                            : checked.isExplainedBy(mistakes.get(i)));
                }
                tried.add(sets);
            }
        }
        return tried;
    }
}
