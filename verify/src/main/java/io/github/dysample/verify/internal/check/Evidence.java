package io.github.dysample.verify.internal.check;

import io.github.dysample.verify.GoldenCase;
import io.github.dysample.verify.Stage;
import io.github.dysample.verify.StageResult;
import java.util.List;
import java.util.Map;

/**
 * What a port gave for a case, kept until it is known what explains it.
 *
 * @param golden the case
 * @param given the stages that could be compared
 * @param results how each came out
 */
public record Evidence(GoldenCase golden, Map<Stage, StageValues> given, List<StageResult> results) {

    /** {@return the size of the largest stage} */
    public int largest() {
        return given.values().stream().mapToInt(stage -> stage.values().length).max().orElse(0);
    }

    /** {@return the size of all stages} */
    public long elements() {
        return given.values().stream().mapToLong(stage -> stage.values().length).sum();
    }

    /** {@return whether a stage is not as it should be} */
    public boolean fails() {
        return results.stream().anyMatch(result -> !result.passes());
    }

    /** {@return the stages whose values are off, in order} */
    public List<StageResult> off() {
        return results.stream()
                .filter(result -> result.problem() == null && !result.comparison().passes())
                .toList();
    }

    /** {@return how a stage came out} */
    public StageResult result(Stage stage) {
        return results.stream().filter(result -> result.stage() == stage).findFirst().orElseThrow();
    }
}
