package io.github.dysample.cli.golden;

import io.github.dysample.DySample;
import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import io.github.dysample.Trace;
import io.github.dysample.io.Checkpoints;
import io.github.dysample.io.DySampleLayers;
import io.github.dysample.io.FileFormatException;
import io.github.dysample.io.LayerOptions;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.Npy;
import io.github.dysample.reference.DoubleTensor;
import io.github.dysample.reference.DoubleTrace;
import io.github.dysample.reference.ReferenceLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A case as it is read from its folder. */
public final class GoldenCase {
    private final Path folder;
    private final CaseRecord record;
    private final Tensor x;
    private final DySampleWeights weights;
    private DoubleTrace exactTrace; // if asked for
    private Trace trace; // if asked for

    private GoldenCase(Path folder, CaseRecord record, Tensor x, DySampleWeights weights) {
        this.folder = folder;
        this.record = record;
        this.x = x;
        this.weights = weights;
    }

    /** Reads what the case is; its stages are read when they are asked for. */
    public static GoldenCase read(Path folder) throws IOException {
        CaseRecord record = CaseRecord.read(folder);
        DySampleConfig config = record.config();
        Path xFile = folder.resolve("x.npy");
        int[] shape = {record.batch(), config.channels(), record.height(), record.width()};
        Tensor x = require(Npy.read(xFile), shape, xFile).toTensor();
        Path weightsFile = folder.resolve("weights.safetensors");
        DySampleWeights weights;
        try {
            // Told what it is: at scale 1 the styles cannot be told apart.
            LayerOptions told =
                    new LayerOptions(config.channels(), config.scale(), config.groups(), config.style());
            weights = DySampleLayers.read(Checkpoints.read(weightsFile), "", told);
        } catch (IllegalArgumentException unfit) {
            throw wrong(weightsFile, unfit.getMessage());
        }
        if (!weights.config().equals(config)) {
            throw wrong(weightsFile, "holds " + weights.config() + ", " + CaseRecord.FILE + " says " + config);
        }
        return new GoldenCase(folder, record, x, weights);
    }

    /** {@return what {@code case.json} says} */
    public CaseRecord record() {
        return record;
    }

    /** {@return the input} */
    public Tensor x() {
        return x;
    }

    /** {@return the layer} */
    public DySampleWeights weights() {
        return weights;
    }

    /** {@return the shape of a stage} */
    public int[] shape(Stage stage) {
        return stage.shape(record.config(), record.batch(), record.height(), record.width());
    }

    /** {@return a stage in float64: from its file, or computed where the suite has none} */
    public DoubleTensor exact(Stage stage) throws IOException {
        Path file = folder.resolve(stage.exactFile());
        if (Files.exists(file)) {
            int[] shape = shape(stage);
            double[] values = require(Npy.read(file), shape, file).toDoubles();
            return DoubleTensor.of(values, shape[0], shape[1], shape[2], shape[3]);
        }
        if (exactTrace == null) {
            exactTrace = ReferenceLayer.of(weights).trace(x);
        }
        return stage.of(exactTrace);
    }

    /** {@return a stage in this library's float32: from its file, or computed where the suite has none} */
    public NdArray single(Stage stage) throws IOException {
        Path file = folder.resolve(stage.file());
        if (record.exactBits() && Files.exists(file)) {
            return require(Npy.read(file), shape(stage), file);
        }
        return NdArray.of(computed(stage));
    }

    /** {@return a stage in this library's float32, computed here whatever the files say} */
    public Tensor computed(Stage stage) {
        if (trace == null) {
            trace = DySample.of(weights, "scalar").trace(x);
        }
        return stage.of(trace);
    }

    private static NdArray require(NdArray array, int[] shape, Path file) throws FileFormatException {
        if (!Arrays.equals(array.shape(), Arrays.stream(shape).asLongStream().toArray())) {
            throw wrong(file, "has shape " + array.shapeString() + ", the case says " + Arrays.toString(shape));
        }
        return array;
    }

    private static FileFormatException wrong(Path file, String reason) {
        return new FileFormatException(file.toString(), FileFormatException.NO_POSITION, reason);
    }
}
