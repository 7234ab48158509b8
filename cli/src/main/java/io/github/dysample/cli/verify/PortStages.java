package io.github.dysample.cli.verify;

import io.github.dysample.cli.golden.Stage;
import io.github.dysample.io.NdArray;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a port gives for a case.
 *
 * @param arrays the stages it gives
 * @param unreadable the stages it gives in files that could not be read, and why
 * @param absence why it gives none, if so; else null
 */
public record PortStages(Map<Stage, NdArray> arrays, Map<Stage, String> unreadable, String absence) {

    static PortStages of(Map<Stage, NdArray> arrays) {
        return new PortStages(arrays, Map.of(), null);
    }

    static PortStages none(String absence) {
        return new PortStages(Map.of(), Map.of(), absence);
    }

    /** {@return the names of all it gives} */
    @Override
    public String toString() {
        return Stream.of(Stage.values())
                .filter(stage -> arrays.containsKey(stage) || unreadable.containsKey(stage))
                .map(Stage::title)
                .collect(Collectors.joining(", "));
    }
}
