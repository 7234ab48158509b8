package io.github.dysample.verify;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import io.github.dysample.io.Checkpoints;
import io.github.dysample.io.DySampleLayers;
import io.github.dysample.io.FileFormatException;
import io.github.dysample.io.LayerOptions;
import io.github.dysample.verify.internal.golden.CaseFiles;
import io.github.dysample.verify.internal.golden.CaseJson;
import io.github.dysample.verify.internal.golden.CaseNumbers;
import io.github.dysample.verify.internal.golden.SuiteFolder;
import io.github.dysample.verify.internal.golden.TorchErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A golden case: an input, a layer, and through {@link #stages()} everything the layer computes on the way. It is in
 * memory or in a folder. Immutable as long as its tensors are not written to; safe to share between threads.
 *
 * @param record its description
 * @param x the input (B, C, H, W)
 * @param weights the layer
 * @param gradOut the gradient of a loss by the output, from which the backward pass starts (B, O, sH, sW); null if the
 *     case has none
 * @param folder the folder it is in; null in memory
 * @param suite the folder that no file of the case may lead out of, by links; null in memory
 */
public record GoldenCase(
        CaseRecord record, Tensor x, DySampleWeights weights, Tensor gradOut, Path folder, Path suite) {

    /**
     * {@return a case in memory; the same spec gives the same bits on every machine}
     *
     * @param spec the values it is made from
     */
    public static GoldenCase of(CaseSpec spec) {
        CaseNumbers numbers = CaseNumbers.of(spec);
        CaseRecord record = new CaseRecord(spec.name(), spec.description(), spec.config(), spec.batch(),
                spec.height(), spec.width(), true, TorchErrors.of(spec.name()));
        return new GoldenCase(record, numbers.x(), numbers.weights(), numbers.gradOut(), null, null);
    }

    /**
     * {@return the case in a folder; its stages are not read yet}
     *
     * @param folder holds {@code case.json}, {@code x.npy}, {@code weights.safetensors} and perhaps {@code gradOut.npy}
     * @throws FileFormatException if a file is damaged, does not fit the others, is larger than the shapes that the
     *     case says need, or leads out of the folder
     * @throws IOException if a file cannot be read
     */
    public static GoldenCase read(Path folder) throws IOException {
        return read(folder, folder);
    }

    /**
     * {@return the case in a folder of a suite}
     *
     * @param folder as above
     * @param suite the folder that no file of the case may lead out of, by links
     * @throws IOException as above
     */
    public static GoldenCase read(Path folder, Path suite) throws IOException {
        SuiteFolder files = new SuiteFolder(suite);
        CaseRecord record = CaseJson.read(files, folder);
        DySampleConfig config = record.config();
        int[] shape = {record.batch(), config.channels(), record.height(), record.width()};
        Path xFile = files.file(folder.resolve(CaseFiles.X), CaseFiles.most(CaseFiles.X, record));
        Tensor x = GoldenStages.read(xFile, shape).toTensor();
        Path weightsFile = files.file(folder.resolve(CaseFiles.WEIGHTS), CaseFiles.most(CaseFiles.WEIGHTS, record));
        DySampleWeights weights;
        try {
            // All of them are given: at scale 1 the styles cannot be told apart.
            LayerOptions told =
                    new LayerOptions(config.channels(), config.scale(), config.groups(), config.style());
            weights = DySampleLayers.read(Checkpoints.read(weightsFile), "", told);
        } catch (IllegalArgumentException other) {
            throw wrong(weightsFile, other.getMessage());
        }
        if (!weights.config().equals(config)) {
            throw wrong(weightsFile, "holds " + weights.config() + ", " + CaseJson.FILE + " says " + config);
        }
        return new GoldenCase(record, x, weights, gradOut(files, folder, record), folder, suite);
    }

    private static Tensor gradOut(SuiteFolder files, Path folder, CaseRecord record) throws IOException {
        Path file = folder.resolve(CaseFiles.GRAD_OUT);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return null;
        }
        Path checked = files.file(file, CaseFiles.most(CaseFiles.GRAD_OUT, record));
        return GoldenStages.read(checked, record.shape(Stage.OUTPUT)).toTensor();
    }

    /** {@return the stages that it has, in order; those of the backward pass only if it has a {@link #gradOut}} */
    public List<Stage> held() {
        List<Stage> forward = Stage.of(record.config());
        return gradOut == null
                ? forward
                : Stream.of(forward, Stage.gradientsOf(weights)).flatMap(List::stream).toList();
    }

    /** {@return the same case without its backward pass} */
    public GoldenCase withoutGradients() {
        return new GoldenCase(record, x, weights, null, folder, suite);
    }

    /** {@return its stages, each read or computed when it is first asked for} */
    public GoldenStages stages() {
        return new GoldenStages(record, x, weights, gradOut, folder, suite);
    }

    /** {@return the name} */
    @Override
    public String toString() {
        return record.name();
    }

    private static FileFormatException wrong(Path file, String reason) {
        return new FileFormatException(file.toString(), FileFormatException.NO_POSITION, reason);
    }
}
