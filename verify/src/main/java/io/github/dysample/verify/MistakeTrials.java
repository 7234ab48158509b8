package io.github.dysample.verify;

import java.util.BitSet;
import java.util.List;
import java.util.Set;

/**
 * Tries known mistakes on the checked cases of a port, for the diagnosis. The cases may be in this process or spread
 * over many; each answer is that of {@link CheckedCase}. Cases are numbered as in {@link SuiteResult#cases()}.
 */
public interface MistakeTrials {

    /**
     * {@return for each set of mistakes those of the cases whose failure they explain}
     *
     * @param mistakes the sets, each of mistakes of one pass
     * @param cases failing cases
     */
    List<BitSet> explained(List<Set<Mistake>> mistakes, BitSet cases);

    /**
     * {@return for each set of mistakes those of the cases that would fail with them}
     *
     * @param mistakes the sets, each of mistakes of one pass
     * @param cases passing cases
     */
    List<BitSet> contradicted(List<Set<Mistake>> mistakes, BitSet cases);
}
