package io.github.dysample.cli;

import io.github.dysample.Backend;
import io.github.dysample.DySample;
import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import io.github.dysample.verify.internal.text.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Upsamples one file after the other: weights are read once for each number of channels, and threads are kept. */
final class Upsampling implements AutoCloseable {
    private final LayerFile layer;
    private final String asked; // the name of a backend, null for the automatic choice
    private final Backend backend;
    private final int threads;
    private final ElementType type;
    private final StandardStreams streams;
    private final UpsampleStatus status;
    private final ExecutorService helpers; // null if one thread works
    private final Map<Integer, DySample> layers = new HashMap<>(); // by channels
    private DySampleConfig announced;
    private final List<String> remarks = new ArrayList<>(); // on the file before, and new layers

    Upsampling(LayerFile layer, String asked, int threads, ElementType type, StandardStreams streams,
            UpsampleStatus status) {
        this.layer = layer;
        this.asked = asked;
        this.backend = BackendChoice.of(asked);
        this.threads = threads;
        this.type = type;
        this.streams = streams;
        this.status = status;
        // The calling thread takes part, so the pool is one smaller. It starts a thread when there is work for it.
        this.helpers = threads == 1 ? null : Executors.newFixedThreadPool(threads - 1);
    }

    /** {@return what to tell of the result, nothing if it went to standard output} */
    String run(Destination files) throws IOException {
        remarks.clear();
        status.reading(StandardStreams.inputName(files.in()));
        TensorFile input = TensorFile.of(ArrayFile.read(files.in(), streams), files.in());
        DySample upsampler = upsampler(input.tensor().c());
        DySampleConfig config = upsampler.config();
        checkChannels(input.tensor(), config, files);
        TensorFile output = input.through(x -> forward(upsampler, x));
        write(output, files);
        return StandardStreams.isMeantBy(files.out())
                ? ""
                : announcement(config) + input.array().shapeString() + " to " + output.array().shapeString() + " in "
                        + Printable.of(files.out().toString()) + (asked == null ? "" : ", backend " + backend.name());
    }

    private DySample upsampler(int channels) throws IOException {
        DySample known = layers.get(channels);
        if (known == null) {
            DySampleWeights weights = layer.weights == null
                    ? DySampleWeights.initial(layer.open.withoutCheckpoint(channels), 0)
                    : layer.read(channels);
            remarks.add(layer.remark());
            known = DySample.of(weights, backend);
            known = helpers == null ? known : known.withExecutor(helpers, threads);
            layers.put(channels, known);
        }
        return known;
    }

    /** Before the computation: a picture that cannot be written is known from the shape of the input. */
    private void checkChannels(Tensor x, DySampleConfig config, Destination files) throws IOException {
        if (x.c() != config.channels()) {
            throw new UsageException(
                    otherChannels(files.in(), x, config) + (layer.weights == null ? "" : place(config, x.c())));
        }
        if (files.kind().isPicture()) {
            Pictures.checkPicture(x.n(), config.outputChannels(), x.h(), x.w(), files.kind(), files.out());
        }
    }

    /** {@return that an input does not have the channels of the layer} */
    static String otherChannels(Path in, Tensor x, DySampleConfig config) {
        return StandardStreams.inputName(in) + " has " + x.c() + " channels, the layer takes " + config.channels();
    }

    /** What to do: another layer fits, or this one stands in a network and not at its beginning. */
    private String place(DySampleConfig config, int channels) throws IOException {
        List<String> fitting = layer.prefixesTaking(channels);
        if (!fitting.isEmpty()) {
            return "; with " + channels + ": --prefix " + String.join(" or ", fitting);
        }
        String feeder = layer.feeder(config.channels());
        return ": it is " + (config.hasEndConv() ? "the last layer of a network" : "a layer inside a network")
                + ", whose input is made by the layers before it" + (feeder == null ? "" : ", last by " + feeder)
                + "; run these elsewhere and give their result as .npy";
    }

    private Tensor forward(DySample upsampler, Tensor x) {
        DySampleConfig config = upsampler.config();
        config.checkInput(x.n(), x.c(), x.h(), x.w());
        Tensor y = config.newOutput(x);
        status.upsampling(x.shapeString(), new WrittenShare(y.data()));
        upsampler.forward(x, y);
        return y;
    }

    /** {@return what to know of the layer, and what the picture that was written last could not hold; some empty} */
    List<String> remarks() {
        return List.copyOf(remarks);
    }

    private void write(TensorFile output, Destination files) throws IOException {
        if (files.newFolder() != null) {
            Files.createDirectories(files.newFolder());
        }
        PictureShare share = new PictureShare();
        status.writing(files.out().toString(), share);
        ArrayFile result = new ArrayFile(type.of(output.array()), output.pictureBits());
        result.write(files.out(), files.kind(), streams, share);
        if (files.kind().isPicture()) {
            remarks.add(NotFinite.in(result.array()).remark(files.out()));
        }
    }

    /** The layer, in a line of its own, if it is another than before. */
    private String announcement(DySampleConfig config) {
        if (config.equals(announced)) {
            return "";
        }
        announced = config;
        return config + (layer.weights == null ? ", untrained: nearly bilinear" : "") + System.lineSeparator();
    }

    @Override
    public void close() {
        if (helpers != null) {
            helpers.close();
        }
    }
}
