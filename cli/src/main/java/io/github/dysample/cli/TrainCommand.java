package io.github.dysample.cli;

import io.github.dysample.Backend;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import io.github.dysample.cli.train.DivergedException;
import io.github.dysample.cli.train.LossCurve;
import io.github.dysample.cli.train.Training;
import io.github.dysample.cli.train.TrainingCheckpoint;
import io.github.dysample.cli.train.TrainingPlan;
import io.github.dysample.io.Checkpoints;
import io.github.dysample.io.DySampleLayers;
import io.github.dysample.io.LayerOptions;
import io.github.dysample.train.TrainableDySample;
import io.github.dysample.verify.internal.text.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dysample train}: a layer learns to make one array of another. */
@Command(
        name = "train",
        description = {
            "Teach a layer to make the target of the input.",
            "The result depends on files, options and seed alone: the same command gives the same weights on every"
                    + " machine, with any number of threads.",
            "Beside the layer go the losses, as .csv and .png. Ctrl-C, or any other end that a process is told of,"
                    + " leaves a checkpoint beside it, and so does every minute: the same command with --resume goes on"
                    + " from there, to the bits of a training that was not interrupted."
        },
        footer = "  dysample train --input x.npy --target y.npy --out layer.safetensors --scope --rate 0.01 --crop 48")
final class TrainCommand extends Subcommand {
    private static final double NANOS = 1e9;
    private static final long CHECKPOINT_NANOS = 60_000_000_000L;

    @Option(names = "--input", required = true, paramLabel = "X", description = "Inputs (N, C, H, W), .npy.")
    private Path inputFile;

    @Option(
            names = "--target",
            required = true,
            paramLabel = "Y",
            description = "What the layer should make of them, (N, C, sH, sW), .npy. With fewer channels, they are"
                    + " compared with the layer's first.")
    private Path targetFile;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "OUT",
            description = "The layer's checkpoint to write: .safetensors or .npz.")
    private Path out;

    @Option(
            names = "--init",
            paramLabel = "FILE",
            description = "Checkpoint of the layer to begin with (default: a new one, with PyTorch's initial weights).")
    private Path initial;

    @Option(names = "--prefix", paramLabel = "P", description = "Which layer of that checkpoint.")
    private String prefix;

    @Mixin
    private ConfigOptions layer;

    @Mixin
    private TrainOptions options;

    @Option(names = "--backend", paramLabel = "NAME", description = "scalar or vector, with the same result.")
    private String backend;

    @Mixin
    private ThreadsOption threads;

    @Option(names = "--resume", description = "Go on from the checkpoint of a training that was interrupted.")
    private boolean resume;

    @Mixin
    private Targets targets;

    private TrainingFiles files;

    @Override
    public Integer call() throws IOException {
        TrainingPlan plan = options.plan();
        if (prefix != null && initial == null) {
            throw new UsageException("--prefix chooses a layer of a checkpoint, and no --init is given");
        }
        files = TrainingFiles.of(out);
        files.check(targets, resume, inputFile, targetFile, initial);
        int width = threads.count();
        Backend alone = BackendChoice.of(backend);
        Tensor x = OpFiles.tensor(inputFile);
        Tensor target = OpFiles.tensor(targetFile);
        DySampleWeights weights = weights(x.c());
        try (ExecutorService helpers = Executors.newFixedThreadPool(Math.max(1, width - 1))) {
            Backend together = width == 1 ? alone : alone.withExecutor(helpers, width);
            Training training = new Training(plan, new TrainableDySample(weights, together), x, target);
            TrainingCheckpoint checkpoint = new TrainingCheckpoint(plan, weights, x, target);
            if (resume) {
                checkpoint.resume(files.checkpoint(), training);
            }
            return train(training, checkpoint);
        }
    }

    private DySampleWeights weights(int channels) throws IOException {
        if (initial == null) {
            return DySampleWeights.initial(layer.of(channels), options.seed());
        }
        LayerOptions known = layer.forCheckpoint(channels);
        return prefix == null
                ? DySampleLayers.read(initial, known)
                : DySampleLayers.read(initial, prefix, known);
    }

    private int train(Training training, TrainingCheckpoint checkpoint) throws IOException {
        int first = training.done();
        try (Interruption interruption = new Interruption()) {
            out().println(training.layer().config() + ", " + training.layer().weights().parameters() + " parameters, "
                    + (first == 0 ? "" : "from step " + first + " on, ") + training.plan().steps() + " steps");
            try (Progress _ = Progress.of(line(training, first))) {
                // Even if it is interrupted before the first step, there is a checkpoint to go on from.
                do {
                    training.run(untilNextCheckpoint(interruption));
                    if (!training.isComplete()) {
                        checkpoint.write(files.checkpoint(), training);
                    }
                } while (!training.isComplete() && !interruption.isRequested());
            } catch (DivergedException diverged) {
                err().println("dysample: " + diverged.getMessage() + "; no layer was written");
                return ExitCode.NO;
            }
            if (!training.isComplete()) {
                err().println("dysample: stopped after step " + training.done() + " of " + training.plan().steps()
                        + "; the same command with --resume goes on from "
                        + Printable.of(files.checkpoint().toString()));
                return ExitCode.NO;
            }
            finish(training);
            return ExitCode.DONE;
        }
    }

    private static BooleanSupplier untilNextCheckpoint(Interruption interruption) {
        long start = System.nanoTime();
        return () -> interruption.isRequested() || System.nanoTime() - start > CHECKPOINT_NANOS;
    }

    private static Supplier<String> line(Training training, int first) {
        long start = System.nanoTime();
        double rest = training.plan().steps() - first;
        return () -> training.status().text() + " ... "
                + Share.text((training.status().done() - first) / rest, (System.nanoTime() - start) / NANOS);
    }

    private void finish(Training training) throws IOException {
        Checkpoints.write(files.layer(), DySampleLayers.toStateDict("", training.layer().weights()));
        streams().write(files.table(), LossCurve.csv(training));
        Pictures.writePng(LossCurve.picture(training), files.picture());
        Files.deleteIfExists(files.checkpoint());
        double[] losses = training.losses();
        out().println(String.format(Locale.ROOT, "loss %.6g in the first step, %.6g in the last%n%s, %s, %s",
                losses[0], losses[losses.length - 1], Printable.of(files.layer().toString()),
                Printable.of(files.table().toString()), Printable.of(files.picture().toString())));
    }
}
