package io.github.dysample.verify;

import io.github.dysample.io.DType;
import io.github.dysample.io.NdArray;
import io.github.dysample.verify.internal.mistake.WrongGradients;
import io.github.dysample.verify.internal.mistake.WrongLayer;
import java.util.Arrays;
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
        DoubleGradientTrace gradients =
                golden.gradOut() == null ? null : new WrongGradients(golden, mistakes).trace();
        Map<Stage, NdArray> given = new EnumMap<>(Stage.class);
        for (Stage stage : golden.held()) {
            if (stages.contains(stage)) {
                double[] values = (stage.isGradient() ? stage.of(gradients) : stage.of(trace)).data();
                long[] shape = Arrays.stream(golden.record().shape(stage)).asLongStream().toArray();
                given.put(stage, NdArray.of(DType.F64, values, shape).to(stage.isInteger() ? DType.F64 : type));
            }
        }
        return PortedStages.of(given);
    }
}
