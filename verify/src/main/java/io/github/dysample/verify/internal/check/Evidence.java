package io.github.dysample.verify.internal.check;

import io.github.dysample.verify.GoldenCase;
import io.github.dysample.verify.Stage;
import io.github.dysample.verify.StageResult;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The stages that a port gave for a case and that could be compared, with all results; kept for the diagnosis. */
public record Evidence(GoldenCase golden, Map<Stage, StageValues> given, List<StageResult> results) {

    /** {@return the same of some stages only} */
    public Evidence only(Predicate<Stage> which) {
        Map<Stage, StageValues> some = new EnumMap<>(Stage.class);
        given.forEach((stage, values) -> {
            if (which.test(stage)) {
                some.put(stage, values);
            }
        });
        return new Evidence(golden, some, results.stream().filter(result -> which.test(result.stage())).toList());
    }

    /** {@return the stages whose values are wrong, in order} */
    public List<StageResult> off() {
        return results.stream().filter(StageResult::hasWrongValues).toList();
    }

    /** {@return the result of a stage} */
    public StageResult result(Stage stage) {
        return results.stream().filter(result -> result.stage() == stage).findFirst().orElseThrow();
    }
}
