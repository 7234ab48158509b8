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
        boolean backward = golden.gradOut() != null && stages.stream().anyMatch(Stage::isGradient);
        DoubleGradientTrace gradients = backward ? new WrongGradients(golden, mistakes).trace() : null;
        Map<Stage, NdArray> given = new EnumMap<>(Stage.class);
        for (Stage stage : golden.held()) {
            NdArray array = stages.contains(stage) ? array(golden, stage, trace, gradients) : null;
            if (array != null) {
                given.put(stage, array.to(stage.isInteger() ? DType.F64 : type));
            }
        }
        return PortedStages.of(given);
    }

    private static NdArray array(GoldenCase golden, Stage stage, DoubleTrace trace, DoubleGradientTrace gradients) {
        if (stage.isGradient()) {
            long[] shape = Arrays.stream(golden.record().shape(stage)).asLongStream().toArray();
            return NdArray.of(DType.F64, stage.of(gradients).data(), shape);
        }
        // A mistake may give another shape, or not have the stage.
        DoubleTensor tensor = stage.of(trace);
        return tensor == null ? null : tensor.array();
    }
}
