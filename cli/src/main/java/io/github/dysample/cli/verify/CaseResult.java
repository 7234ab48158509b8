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
 * @param absence why it gave none; null if it gave some
 * @param patterns what is seen in the first stage whose values are off, each in the words that follow its name
 * @param explanations the mistakes that each explain what is wrong here; empty if it passes or none does
 */
public record CaseResult(
        CaseRecord record,
        List<StageResult> stages,
        String absence,
        List<String> patterns,
        List<Mistake> explanations) {

    /** {@return this, explained} */
    CaseResult explainedBy(List<Mistake> mistakes) {
        return new CaseResult(record, stages, absence, patterns, mistakes);
    }

    /** {@return whether the port has the case, and every stage it gave is as it should be} */
    public boolean passes() {
        return !stages.isEmpty() && stages.stream().allMatch(StageResult::passes);
    }

    /** {@return whether the port gave nothing for it} */
    public boolean isMissing() {
        return stages.isEmpty();
    }

    /** {@return whether the port gave something that is not as it should be} */
    public boolean fails() {
        return !passes() && !isMissing();
    }

    /** {@return whether it fails by values, not by their shape, type or file alone} */
    public boolean hasWrongValues() {
        return stages.stream().anyMatch(stage -> !stage.passes() && stage.problem() == null);
    }

    /** {@return the first stage that is not as it should be} */
    public Optional<StageResult> firstDivergence() {
        return stages.stream().filter(stage -> !stage.passes()).findFirst();
    }
}
