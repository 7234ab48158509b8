package io.github.dysample.verify;

import io.github.dysample.Backend;
import io.github.dysample.DySample;
import io.github.dysample.Tensor;
import io.github.dysample.Trace;
import io.github.dysample.io.NdArray;
import java.util.EnumMap;
import java.util.Map;

/**
 * The layer on a backend of this library, which must have the bits of the scalar one in every stage.
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
            // The output of the fused layer, which is what applications get.
            Tensor tensor = stage == Stage.OUTPUT ? layer.forward(golden.x()) : stage.of(trace);
            stages.put(stage, NdArray.of(tensor));
        }
        return PortedStages.of(stages);
    }

    @Override
    public boolean promisesBits() {
        return true;
    }
}
