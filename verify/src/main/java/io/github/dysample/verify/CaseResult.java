package io.github.dysample.verify;

import java.util.List;
import java.util.Optional;

/**
 * How one case came out.
 *
 * @param record the case
 * @param stages the stages the port gave, in order; empty if it gave none
 * @param absence why it gave none; null if it gave some
 * @param explanations the mistakes that each explain what is wrong here; empty if it passes or none does
 */
public record CaseResult(
        CaseRecord record, List<StageResult> stages, String absence, List<Mistake> explanations) {

    /** {@return this, explained} */
    CaseResult explainedBy(List<Mistake> mistakes) {
        return new CaseResult(record, stages, absence, mistakes);
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

    /** {@return whether something could not be compared, for its shape, type or file} */
    public boolean hasIncomparable() {
        return stages.stream().anyMatch(stage -> stage.problem() != null);
    }

    /** {@return whether values are wrong, not only their shape, type, file or bits} */
    public boolean hasWrongValues() {
        return stages.stream().anyMatch(StageResult::hasWrongValues);
    }

    /** {@return what is seen in what is wrong, sentences without a full stop} */
    public List<String> patterns() {
        return stages.stream()
                .flatMap(stage -> stage.patterns().stream().map(pattern -> stage.stage().title() + " " + pattern))
                .toList();
    }

    /** {@return the first stage that is not as it should be} */
    public Optional<StageResult> firstDivergence() {
        return stages.stream().filter(stage -> !stage.passes()).findFirst();
    }
}
