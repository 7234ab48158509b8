package io.github.dysample.cli.verify;

import io.github.dysample.cli.golden.CaseRecord;
import io.github.dysample.cli.mistake.Mistake;
import java.util.List;
import java.util.Optional;

/**
 * How one case came out.
 *
 * @param record the case
 * @param stages the stages the port gave, in order; empty if it gave none
 * @param explanations the mistakes that each explain what is wrong here; empty if it passes or none does
 */
public record CaseResult(CaseRecord record, List<StageResult> stages, List<Mistake> explanations) {

    /** {@return whether the port has the case, and every stage it gave is as it should be} */
    public boolean passes() {
        return !stages.isEmpty() && stages.stream().allMatch(StageResult::passes);
    }

    /** {@return whether the port gave nothing for it} */
    public boolean isMissing() {
        return stages.isEmpty();
    }

    /** {@return the first stage that is not as it should be} */
    public Optional<StageResult> firstDivergence() {
        return stages.stream().filter(stage -> !stage.passes()).findFirst();
    }
}
