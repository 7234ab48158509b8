package io.github.dysample.cli;

import io.github.dysample.DySample;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import io.github.dysample.Trace;
import io.github.dysample.cli.picture.LayerSheet;
import io.github.dysample.io.Npy;
import io.github.dysample.verify.GoldenCase;
import io.github.dysample.verify.internal.text.Printable;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dysample visualize}: a picture of what a layer does. */
@Command(
        name = "visualize",
        customSynopsis = {
            "dysample visualize CASE OUT.png [--actual Y.npy] [--channel N] [--item N]",
            "dysample visualize --weights FILE --input X OUT.png [...]"
        },
        description = {
            "Draw what a layer does to one channel: before and after, where it samples, how far it moves the points.",
            "With --actual also another result, and where it differs."
        },
        footer = "  dysample visualize cases/cases/swapped-sizes picture.png")
final class VisualizeCommand extends Subcommand {
    @Parameters(
            arity = "1..2",
            paramLabel = "CASE OUT.png",
            description = "The folder of a golden case, and the picture to write.")
    private List<Path> files;

    @Mixin
    private LayerFile layer;

    @Option(names = "--input", paramLabel = "X", description = "The input: .npy or a picture.")
    private Path input;

    @Option(names = "--actual", paramLabel = "Y", description = "Another result to compare with: .npy.")
    private Path actual;

    @Option(names = "--channel", paramLabel = "N", defaultValue = "0", description = "The channel (default: 0).")
    private int channel;

    @Option(names = "--item", paramLabel = "N", defaultValue = "0", description = "Of the batch (default: 0).")
    private int item;

    @Mixin
    private Targets targets;

    @Override
    public Integer call() throws IOException {
        boolean ofCase = files.size() == 2;
        if (ofCase != (layer.weights == null) || ofCase != (input == null)) {
            throw new UsageException("give a CASE and OUT.png, or --weights, --input and OUT.png");
        }
        Path out = files.getLast();
        if (!StandardStreams.isMeantBy(out)) {
            FileExtension.ofOneOf(Set.of(FileExtension.PNG), out);
        }
        if (ofCase && !Files.isRegularFile(files.getFirst().resolve("case.json"))) {
            throw new UsageException(files.getFirst() + ": is not the folder of a golden case, in which case.json is");
        }
        targets.check(out, ofCase ? files.getFirst() : input, actual, layer.weights);
        try (Progress _ = progress("drawing " + out)) {
            draw(ofCase, out);
        }
        if (StandardStreams.isMeantBy(out)) {
            return ExitCode.DONE;
        }
        out().println("picture in " + Printable.of(out.toString()));
        return ExitCode.DONE;
    }

    private void draw(boolean ofCase, Path out) throws IOException {
        Tensor x;
        DySampleWeights weights;
        if (ofCase) {
            GoldenCase golden = GoldenCase.read(files.getFirst());
            x = golden.x();
            weights = golden.weights();
        } else {
            x = TensorFile.of(ArrayFile.read(input, streams()), input).tensor();
            weights = layer.read(x.c());
            remark(layer.remark());
        }
        Trace trace = DySample.of(weights).trace(x);
        check("--item", item, x.n());
        check("--channel", channel, x.c());
        BufferedImage sheet = LayerSheet.draw(
                x, trace.output(), trace.offsets(), weights.config(), other(trace.output()), item, channel);
        if (StandardStreams.isMeantBy(out)) {
            Pictures.writePng(sheet, streams().out());
        } else {
            Pictures.writePng(sheet, out);
        }
    }

    private Tensor other(Tensor output) throws IOException {
        if (actual == null) {
            return null;
        }
        Tensor other = Npy.read(actual).toTensor();
        if (!other.shapeString().equals(output.shapeString())) {
            throw new UsageException(actual + ": has shape " + other.shapeString() + ", the output has "
                    + output.shapeString());
        }
        return other;
    }

    private static void check(String option, int index, int count) {
        if (index < 0 || index >= count) {
            throw new UsageException(option + " is " + index + ", must be 0 to " + (count - 1));
        }
    }
}
