package io.github.dysample.cli.verify;

import io.github.dysample.cli.golden.GoldenCase;
import io.github.dysample.cli.golden.Stage;
import java.util.List;
import java.util.Map;

/**
 * What a port gave for a case, kept until it is known what explains it.
 *
 * @param golden the case
 * @param given the stages that could be compared
 * @param results how each came out
 */
record Evidence(GoldenCase golden, Map<Stage, Given> given, List<StageResult> results) {

    /** {@return the size of the largest stage} */
    int largest() {
        return given.values().stream().mapToInt(stage -> stage.values().length).max().orElse(0);
    }

    /** {@return the size of all stages} */
    long elements() {
        return given.values().stream().mapToLong(stage -> stage.values().length).sum();
    }

    boolean fails() {
        return results.stream().anyMatch(result -> !result.passes());
    }

    /** {@return the stages whose values are off, in order} */
    List<StageResult> off() {
        return results.stream()
                .filter(result -> result.problem() == null && !result.comparison().passes())
                .toList();
    }

    StageResult result(Stage stage) {
        return results.stream().filter(result -> result.stage() == stage).findFirst().orElseThrow();
    }
}
