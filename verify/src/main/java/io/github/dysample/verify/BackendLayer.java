package io.github.dysample.verify;

import io.github.dysample.Backend;
import io.github.dysample.DySample;
import io.github.dysample.GradientTrace;
import io.github.dysample.Gradients;
import io.github.dysample.Tensor;
import io.github.dysample.Trace;
import io.github.dysample.io.NdArray;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * The layer as a backend of this library computes it; every stage must have the bits of the scalar backend.
 *
 * @param backend the backend
 */
public record BackendLayer(Backend backend) implements PortedLayer {

    @Override
    public String name() {
        return "backend " + backend.name();
    }

    @Override
    public PortedStages stages(GoldenCase golden) {
        DySample layer = DySample.of(golden.weights(), backend);
        Trace trace = layer.trace(golden.x());
        Map<Stage, NdArray> stages = new EnumMap<>(Stage.class);
        for (Stage stage : Stage.of(golden.record().config())) {
            // The output of the fused layer, as applications get it.
            Tensor tensor = stage == Stage.OUTPUT ? layer.forward(golden.x()) : stage.of(trace);
            stages.put(stage, NdArray.of(tensor));
        }
        if (golden.gradOut() != null) {
            addGradients(layer, golden, stages);
        }
        return PortedStages.of(stages);
    }

    private static void addGradients(DySample layer, GoldenCase golden, Map<Stage, NdArray> stages) {
        GradientTrace single = layer.traceBackward(golden.x(), golden.gradOut());
        // What applications get, the results of the fused layer, beside the stages before.
        Gradients fused = layer.backward(golden.x(), golden.gradOut());
        GradientTrace trace = new GradientTrace(single.gradOffsets(), single.gradXTaps(), single.gradLinear(),
                single.gradScope(), fused.input(), fused.parameters());
        for (Stage stage : Stage.gradientsOf(golden.weights())) {
            long[] shape = Arrays.stream(golden.record().shape(stage)).asLongStream().toArray();
            stages.put(stage, NdArray.of(stage.of(trace).data(), shape));
        }
    }

    @Override
    public boolean promisesBits() {
        return true;
    }
}
