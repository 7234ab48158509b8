package io.github.dysample.verify;

import io.github.dysample.Tensor;
import io.github.dysample.io.NdArray;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The stages that a port gives for a case.
 *
 * @param arrays the stages it gives
 * @param unreadable the stages it gives in files that could not be read, and why
 * @param absence why it gives none; null if it gives some
 */
public record PortedStages(Map<Stage, NdArray> arrays, Map<Stage, String> unreadable, String absence) {

    /**
     * {@return some stages}
     *
     * @param arrays the stages
     */
    public static PortedStages of(Map<Stage, NdArray> arrays) {
        return new PortedStages(arrays, Map.of(), null);
    }

    /**
     * {@return only the output}
     *
     * @param y the output (B, O, sH, sW)
     */
    public static PortedStages output(Tensor y) {
        return of(Map.of(Stage.OUTPUT, NdArray.of(y)));
    }

    /**
     * {@return no stages}
     *
     * @param absence the reason
     */
    public static PortedStages none(String absence) {
        return new PortedStages(Map.of(), Map.of(), absence);
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
