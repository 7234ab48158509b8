package io.github.dysample.verify;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * The result of one case.
 *
 * @param record the case
 * @param stages the stages the port gave, in order; empty if it gave none
 * @param absence why it gave none; null if it gave some
 * @param explanations the mistakes each of which explains the failure; empty if it passes or none does
 */
public record CaseResult(
        CaseRecord record, List<StageResult> stages, String absence, List<Mistake> explanations)
        implements Serializable {

    /** {@return a copy with these explanations} */
    CaseResult explainedBy(List<Mistake> mistakes) {
        return new CaseResult(record, stages, absence, mistakes);
    }

    /** {@return whether the port has the case, and every stage it gave is right} */
    public boolean passes() {
        return !stages.isEmpty() && stages.stream().allMatch(StageResult::passes);
    }

    /** {@return whether the port gave nothing for it} */
    public boolean isMissing() {
        return stages.isEmpty();
    }

    /** {@return whether the port gave a stage that is wrong} */
    public boolean fails() {
        return !passes() && !isMissing();
    }

    /** {@return whether a stage could not be compared, because of its shape, type or file} */
    public boolean hasIncomparable() {
        return stages.stream().anyMatch(stage -> stage.problem() != null);
    }

    /** {@return whether values are wrong, and not only a shape, a type, a file or bits} */
    public boolean hasWrongValues() {
        return stages.stream().anyMatch(StageResult::hasWrongValues);
    }

    /** {@return the patterns in the wrong values, sentences without a full stop} */
    public List<String> patterns() {
        return stages.stream()
                .flatMap(stage -> stage.patterns().stream().map(pattern -> stage.stage().title() + " " + pattern))
                .toList();
    }

    /** {@return the first stage that does not pass} */
    public Optional<StageResult> firstDivergence() {
        return stages.stream().filter(stage -> !stage.passes()).findFirst();
    }
}
