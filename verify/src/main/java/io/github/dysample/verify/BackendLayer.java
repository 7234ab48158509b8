package io.github.dysample.verify;

import io.github.dysample.Backend;
import io.github.dysample.DySample;
import io.github.dysample.Tensor;
import io.github.dysample.Trace;
import io.github.dysample.io.NdArray;
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
        return PortedStages.of(stages);
    }

    @Override
    public boolean promisesBits() {
        return true;
    }
}
