package io.github.dysample.cli;

import io.github.dysample.Backend;
import io.github.dysample.DySample;
import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import io.github.dysample.verify.internal.text.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dysample upsample}: a tensor or picture through a layer. */
@Command(
        name = "upsample",
        description = {
            "Upsample a tensor (.npy, NCHW or CHW) or a picture (.png, .jpg; values 0 to 1).",
            "Without --weights the layer is untrained (seed 0), which is nearly bilinear upsampling. Scale is"
                    + " then 2, groups 4 if that divides the channels, else 1, and style lp, unless given."
        })
final class UpsampleCommand extends Subcommand {
    @Parameters(
            index = "0",
            paramLabel = "IN",
            description = "The file to read: .npy, .png, .jpg (EXIF orientation is ignored).")
    private Path in;

    @Parameters(index = "1", paramLabel = "OUT", description = "The file to write: .npy, .png, .jpg.")
    private Path out;

    @Mixin
    private LayerFile layer;

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            description = "scalar, vector or cuda, with the same result (default: scalar if the result is small, done"
                    + " before the faster one has warmed up; else the best available).")
    private String backend;

    @Mixin
    private OutputFormat format;

    @Mixin
    private ElementType type;

    @Option(names = "--threads", paramLabel = "N", defaultValue = "1", description = "Threads (default: 1).")
    private int threads;

    @Mixin
    private Targets targets;

    @Override
    public Integer call() throws IOException {
        FileExtension kind = checkOptions();
        // Before the files are read, so that a backend that cannot run is reported at once.
        Backend asked = backend == null ? null : BackendChoice.of(backend);
        TensorFile input = read();
        DySampleWeights layerWeights = layerWeights(input.tensor());
        checkChannels(input.tensor(), layerWeights.config(), kind);
        int scale = layerWeights.config().scale();
        long outputs = (long) input.tensor().data().length * scale * scale;
        Backend chosen = asked != null ? asked : BackendChoice.forOneCall(outputs);
        TensorFile output = new TensorFile(forward(DySample.of(layerWeights, chosen), input.tensor()), input.rank());
        try (Progress _ = progress("writing " + out)) {
            ArrayFile.write(type.of(output.array()), out, kind, streams());
        }
        if (StandardStreams.isMeantBy(out)) {
            return ExitCode.DONE;
        }
        out().println(layerWeights.config());
        out().println(input.array().shapeString() + " to " + output.array().shapeString() + " in "
                + Printable.of(out.toString()) + ", backend " + chosen.name());
        return ExitCode.DONE;
    }

    /** {@return the format to write} */
    private FileExtension checkOptions() throws IOException {
        ArrayFile.requireName(in);
        ArrayFile.requireName(out);
        targets.check(out, in, layer.weights);
        if (layer.prefix != null && layer.weights == null) {
            throw new UsageException("--prefix chooses a layer of a checkpoint, and no --weights are given");
        }
        FileExtension kind = format.of(out);
        type.check(kind, out);
        Limits.check("--threads", threads, Limits.MOST_THREADS);
        return kind;
    }

    private TensorFile read() throws IOException {
        try (Progress _ = progress("reading " + in)) {
            return TensorFile.of(ArrayFile.read(in, streams()), in);
        }
    }

    private DySampleWeights layerWeights(Tensor x) throws IOException {
        if (layer.weights == null) {
            return DySampleWeights.initial(layer.open.withoutCheckpoint(x.c()), 0);
        }
        try (Progress _ = progress("reading " + layer.weights)) {
            return layer.read(x.c());
        }
    }

    /** Before the computation: a picture that cannot be written is known from the shape of the input. */
    private void checkChannels(Tensor x, DySampleConfig config, FileExtension kind) throws IOException {
        if (x.c() != config.channels()) {
            throw new UsageException(StandardStreams.inputName(in) + " has " + x.c() + " channels, the layer takes " + config.channels()
                    + (layer.weights == null ? "" : place(config)));
        }
        if (kind.isPicture()) {
            Pictures.checkPicture(x.n(), config.outputChannels(), x.h(), x.w(), kind, out);
        }
    }

    /** Where such a layer stands in a network, for a user who gives it a picture. */
    private String place(DySampleConfig config) throws IOException {
        String feeder = layer.feeder(config.channels());
        return ": it is " + (config.hasEndConv() ? "the last layer of a network" : "a layer inside a network")
                + ", whose input is made by the layers before it" + (feeder == null ? "" : ", last by " + feeder)
                + "; run these elsewhere and give their result as .npy";
    }

    private Tensor forward(DySample upsampler, Tensor x) {
        try (Progress _ = progress("upsampling " + x.shapeString())) {
            if (threads == 1) {
                return upsampler.forward(x);
            }
            // The calling thread takes part, so the pool is one smaller.
            try (ExecutorService pool = Executors.newFixedThreadPool(threads - 1)) {
                return upsampler.withExecutor(pool, threads).forward(x);
            }
        }
    }
}
