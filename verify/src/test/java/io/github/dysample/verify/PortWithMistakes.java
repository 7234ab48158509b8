package io.github.dysample.verify;

import io.github.dysample.io.DType;
import io.github.dysample.io.NdArray;
import io.github.dysample.verify.internal.mistake.WrongLayer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * A port that makes mistakes and rounds what it gives.
 *
 * @param mistakes the mistakes it makes
 * @param stages the stages it gives
 * @param type the type it rounds to
 */
public record PortWithMistakes(Set<Mistake> mistakes, Set<Stage> stages, DType type) implements PortedLayer {

    @Override
    public String name() {
        return "port with " + mistakes;
    }

    @Override
    public PortedStages stages(GoldenCase golden) {
        DoubleTrace trace = new WrongLayer(golden.weights(), mistakes).trace(golden.x());
        Map<Stage, NdArray> given = new EnumMap<>(Stage.class);
        for (Stage stage : stages) {
            DoubleTensor tensor = stage.of(trace);
            if (tensor != null) {
                given.put(stage, tensor.array().to(stage.isInteger() ? DType.F64 : type));
            }
        }
        return PortedStages.of(given);
    }
}
