package io.github.dysample.cli.golden;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import io.github.dysample.io.Checkpoints;
import io.github.dysample.io.DySampleLayers;
import io.github.dysample.io.FileFormatException;
import io.github.dysample.io.LayerOptions;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.Npy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** A case as it is read from its folder: what it is, without its stages. */
public final class GoldenCase {
    private final Path folder;
    private final CaseRecord record;
    private final Tensor x;
    private final DySampleWeights weights;

    private GoldenCase(Path folder, CaseRecord record, Tensor x, DySampleWeights weights) {
        this.folder = folder;
        this.record = record;
        this.x = x;
        this.weights = weights;
    }

    /** Reads a case. */
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

    /** {@return its stages, each read or computed when it is first asked for} */
    public GoldenStages stages() {
        return new GoldenStages(this);
    }

    /** {@return one of its files} */
    Path file(String name) {
        return folder.resolve(name);
    }

    static NdArray require(NdArray array, int[] shape, Path file) throws FileFormatException {
        if (!Arrays.equals(array.shape(), Arrays.stream(shape).asLongStream().toArray())) {
            throw wrong(file, "has shape " + array.shapeString() + ", the case says " + Arrays.toString(shape));
        }
        return array;
    }

    private static FileFormatException wrong(Path file, String reason) {
        return new FileFormatException(file.toString(), FileFormatException.NO_POSITION, reason);
    }
}
