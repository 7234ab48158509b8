package io.github.dysample.verify;

import io.github.dysample.DySample;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import io.github.dysample.Trace;
import io.github.dysample.io.NdArray;
import io.github.dysample.verify.internal.golden.StageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/**
 * The stages of a golden case, read or computed once. They are much larger than the case: keep them no longer than
 * needed. Not thread-safe.
 */
public final class GoldenStages {
    private final CaseRecord record;
    private final Tensor x;
    private final DySampleWeights weights;
    private final Path folder; // null in memory
    private final Map<Stage, DoubleTensor> exact = new EnumMap<>(Stage.class);
    private DoubleTrace exactTrace; // if computed
    private Trace trace; // if computed

    GoldenStages(CaseRecord record, Tensor x, DySampleWeights weights, Path folder) {
        this.record = record;
        this.x = x;
        this.weights = weights;
        this.folder = folder;
    }

    /**
     * A stage in float64: from its file, or computed if the case has none.
     *
     * @param stage the stage
     * @return its values; null if the layer has no such stage
     * @throws IOException if its file cannot be read
     */
    public DoubleTensor exact(Stage stage) throws IOException {
        DoubleTensor tensor = exact.get(stage);
        if (tensor == null) {
            tensor = has(stage.exactFile()) ? read(stage) : stage.of(exactTrace());
            exact.put(stage, tensor);
        }
        return tensor;
    }

    private boolean has(String file) {
        return folder != null && Files.exists(folder.resolve(file));
    }

    private DoubleTensor read(Stage stage) throws IOException {
        int[] shape = record.shape(stage);
        double[] values = StageFiles.read(folder.resolve(stage.exactFile()), shape).toDoubles();
        return new DoubleTensor(values, shape[0], shape[1], shape[2], shape[3]);
    }

    private DoubleTrace exactTrace() {
        if (exactTrace == null) {
            exactTrace = ReferenceLayer.of(weights).trace(x);
        }
        return exactTrace;
    }

    /**
     * A stage in this library's float32: from its file, or computed if the case has none.
     *
     * @param stage a stage that the layer has
     * @return its values
     * @throws IOException if its file cannot be read
     */
    public NdArray single(Stage stage) throws IOException {
        return record.exactBits() && has(stage.file())
                ? StageFiles.read(folder.resolve(stage.file()), record.shape(stage))
                : NdArray.of(computed(stage));
    }

    /**
     * A stage in this library's float32, computed here whatever the files say.
     *
     * @param stage the stage
     * @return its values; null if the layer has no such stage
     */
    public Tensor computed(Stage stage) {
        if (trace == null) {
            // The definition: any backend gives the same bits, and this one needs no warming up.
            trace = DySample.of(weights, "scalar").trace(x);
        }
        return stage.of(trace);
    }
}
