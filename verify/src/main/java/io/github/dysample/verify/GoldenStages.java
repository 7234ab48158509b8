package io.github.dysample.verify;

import io.github.dysample.DySample;
import io.github.dysample.DySampleWeights;
import io.github.dysample.GradientTrace;
import io.github.dysample.Tensor;
import io.github.dysample.Trace;
import io.github.dysample.io.FileFormatException;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.Npy;
import io.github.dysample.verify.internal.golden.CaseFiles;
import io.github.dysample.verify.internal.golden.SuiteFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
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
    private final Tensor gradOut; // null without a backward pass
    private final Path folder; // null in memory
    private final Path suite; // the folder that nothing is read outside of; null in memory
    private final Map<Stage, DoubleTensor> exact = new EnumMap<>(Stage.class);
    private DoubleTrace exactTrace; // if computed
    private DoubleGradientTrace exactGradients; // if computed
    private Trace trace; // if computed
    private GradientTrace gradients; // if computed

    GoldenStages(CaseRecord record, Tensor x, DySampleWeights weights, Tensor gradOut, Path folder, Path suite) {
        this.record = record;
        this.x = x;
        this.weights = weights;
        this.gradOut = gradOut;
        this.folder = folder;
        this.suite = suite;
    }

    /**
     * {@return a stage in float64, from its file or else computed, the gradient of a parameter flat; null if the layer
     * has no such stage}
     *
     * @param stage the stage
     * @throws UncheckedIOException if its file cannot be read
     */
    public DoubleTensor exact(Stage stage) {
        return exact.computeIfAbsent(stage, _ -> has(stage.exactFile()) ? readExact(stage) : computedExact(stage));
    }

    private DoubleTensor readExact(Stage stage) {
        int[] shape = record.shape(stage);
        double[] values = read(stage.exactFile(), stage).toDoubles();
        return stage.isParameter()
                ? new DoubleTensor(values, 1, values.length, 1, 1)
                : new DoubleTensor(values, shape[0], shape[1], shape[2], shape[3]);
    }

    /**
     * {@return a stage in float64, computed whatever the files say; null if the layer has no such stage}
     *
     * @param stage the stage
     */
    public DoubleTensor computedExact(Stage stage) {
        ReferenceLayer layer = ReferenceLayer.of(weights);
        if (stage.isGradient()) {
            exactGradients = exactGradients == null ? layer.backward(x, gradOut) : exactGradients;
            return stage.of(exactGradients);
        }
        exactTrace = exactTrace == null ? layer.trace(x) : exactTrace;
        return stage.of(exactTrace);
    }

    /**
     * {@return a stage in this library's float32, from its file or else computed}
     *
     * @param stage a stage that the layer has
     * @throws UncheckedIOException if its file cannot be read
     */
    public NdArray single(Stage stage) {
        return record.exactBits() && has(stage.file())
                ? read(stage.file(), stage)
                : computedArray(stage);
    }

    private NdArray computedArray(Stage stage) {
        Tensor tensor = computed(stage);
        return NdArray.of(tensor.data(), Arrays.stream(record.shape(stage)).asLongStream().toArray());
    }

    private boolean has(String file) {
        return folder != null && Files.exists(folder.resolve(file), LinkOption.NOFOLLOW_LINKS);
    }

    private NdArray read(String file, Stage stage) {
        try {
            Path path = new SuiteFolder(suite).file(folder.resolve(file), CaseFiles.most(file, record));
            return read(path, record.shape(stage));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** {@return the array in a file, which has the shape that the case says} */
    static NdArray read(Path file, int[] shape) throws IOException {
        NdArray array = Npy.read(file);
        if (!Arrays.equals(array.shape(), Arrays.stream(shape).asLongStream().toArray())) {
            throw new FileFormatException(file.toString(), FileFormatException.NO_POSITION,
                    "has shape " + array.shapeString() + ", the case says " + Arrays.toString(shape));
        }
        return array;
    }

    /**
     * {@return a stage in this library's float32, computed whatever the files say, the gradient of a parameter flat;
     * null if the layer has no such stage}
     *
     * @param stage the stage
     */
    public Tensor computed(Stage stage) {
        // The definition: any backend gives the same bits, and this one needs no warming up.
        DySample layer = DySample.of(weights, "scalar");
        if (stage.isGradient()) {
            gradients = gradients == null ? layer.traceBackward(x, gradOut) : gradients;
            return stage.of(gradients);
        }
        trace = trace == null ? layer.trace(x) : trace;
        return stage.of(trace);
    }
}
