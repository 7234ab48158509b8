package io.github.dysample.cli.verify;

import io.github.dysample.DySample;
import io.github.dysample.Tensor;
import io.github.dysample.Trace;
import io.github.dysample.cli.golden.GoldenCase;
import io.github.dysample.cli.golden.Stage;
import io.github.dysample.io.NdArray;
import io.github.dysample.spi.Backend;
import java.util.EnumMap;
import java.util.Map;

/**
 * One of our backends.
 *
 * @param backend which
 */
public record BackendPort(Backend backend) implements Port {

    @Override
    public String name() {
        return "backend " + backend.name();
    }

    @Override
    public PortStages stages(GoldenCase golden) {
        Trace trace = DySample.of(golden.weights(), backend).trace(golden.x());
        Map<Stage, NdArray> stages = new EnumMap<>(Stage.class);
        for (Stage stage : Stage.values()) {
            Tensor tensor = stage.of(trace);
            if (tensor != null) {
                stages.put(stage, NdArray.of(tensor));
            }
        }
        return PortStages.of(stages);
    }

    @Override
    public boolean promisesBits() {
        return true;
    }
}
