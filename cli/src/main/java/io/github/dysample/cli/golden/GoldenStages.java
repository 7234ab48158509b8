package io.github.dysample.cli.golden;

import io.github.dysample.DySample;
import io.github.dysample.Tensor;
import io.github.dysample.Trace;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.Npy;
import io.github.dysample.reference.DoubleTensor;
import io.github.dysample.reference.DoubleTrace;
import io.github.dysample.reference.ReferenceLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/**
 * What the stages of a case should be, read or computed once. They are much larger than the case: to be kept no longer
 * than needed.
 */
public final class GoldenStages {
    private final GoldenCase golden;
    private final Map<Stage, DoubleTensor> exact = new EnumMap<>(Stage.class);
    private DoubleTrace exactTrace; // if computed
    private Trace trace; // if computed

    GoldenStages(GoldenCase golden) {
        this.golden = golden;
    }

    /** {@return a stage in float64: from its file, or computed where the suite has none} */
    public DoubleTensor exact(Stage stage) throws IOException {
        DoubleTensor tensor = exact.get(stage);
        if (tensor == null) {
            Path file = golden.file(stage.exactFile());
            tensor = Files.exists(file) ? read(stage, file) : stage.of(exactTrace());
            exact.put(stage, tensor);
        }
        return tensor;
    }

    private DoubleTensor read(Stage stage, Path file) throws IOException {
        int[] shape = golden.shape(stage);
        double[] values = GoldenCase.require(Npy.read(file), shape, file).toDoubles();
        return DoubleTensor.of(values, shape[0], shape[1], shape[2], shape[3]);
    }

    private DoubleTrace exactTrace() {
        if (exactTrace == null) {
            exactTrace = ReferenceLayer.of(golden.weights()).trace(golden.x());
        }
        return exactTrace;
    }

    /** {@return a stage in this library's float32: from its file, or computed where the suite has none} */
    public NdArray single(Stage stage) throws IOException {
        Path file = golden.file(stage.file());
        if (golden.record().exactBits() && Files.exists(file)) {
            return GoldenCase.require(Npy.read(file), golden.shape(stage), file);
        }
        return NdArray.of(computed(stage));
    }

    /** {@return a stage in this library's float32, computed here whatever the files say} */
    public Tensor computed(Stage stage) {
        if (trace == null) {
            trace = DySample.of(golden.weights(), "scalar").trace(golden.x());
        }
        return stage.of(trace);
    }
}
