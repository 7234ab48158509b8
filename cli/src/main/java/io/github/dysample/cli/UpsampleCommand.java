package io.github.dysample.cli;

import io.github.dysample.verify.internal.text.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dysample upsample}: tensors or pictures through a layer. */
@Command(
        name = "upsample",
        description = {
            "Upsample a tensor (.npy, NCHW or CHW) or a picture (.png, .jpg, .tif, .bmp, .gif), or many of them.",
            "A picture's values are 0 to 1, also in .npy: 8 bits count 1/255, 16 bits 1/65535. It is turned upright by"
                    + " its EXIF orientation; of a GIF the first frame is read. Pictures of 16 bits give such of 16,"
                    + " in .png and .tif. Colours are weighted by alpha while they are interpolated.",
            "Without --weights the layer is untrained (seed 0), which is nearly bilinear upsampling. Scale is"
                    + " then 2, groups 4 if that divides the channels, else 1, and style lp, unless given.",
            "Of many files, one that fails does not stop the others; the exit code is that of the worst failure."
        },
        footer = {
            "  dysample upsample photo.png larger.png --scale 4",
            "  dysample upsample features.npy upsampled.npy --weights detector.pth --prefix neck.upsample1",
            "  dysample upsample *.png larger/"
        })
final class UpsampleCommand extends Subcommand {
    private static final int MOST_NAMES = 10;

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "IN... OUT",
            hideParamSyntax = true,
            description = "The file to read and the file to write: .npy, .png, .jpg or .tif, and to read also"
                    + " .bmp and .gif; - is standard input or output. Or many files, and a folder for results of the"
                    + " same names: one that exists, or is to be made and ends in /.")
    private List<Path> files;

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

    @Mixin
    private ThreadsOption threads;

    @Mixin
    private Targets targets;

    @Override
    public Integer call() throws IOException {
        List<Destination> destinations = destinations();
        UpsampleStatus status = new UpsampleStatus(destinations.size());
        try (Upsampling upsampling = new Upsampling(layer, backend, threads.count(), type, streams(), status);
                Progress progress = Progress.of(status)) {
            return destinations.size() == 1
                    ? one(destinations.getFirst(), upsampling, progress)
                    : many(destinations, upsampling, status, progress);
        }
    }

    /** Before any file is read, what is wrong with one is said. */
    private List<Destination> destinations() throws IOException {
        // As they were given: a path does not keep the / at its end.
        List<Destination> all = new Destinations(format)
                .of(spec.commandLine().getParseResult().matchedPositional(0).originalStringValues());
        if (layer.prefix != null && layer.weights == null) {
            throw new UsageException("--prefix chooses a layer of a checkpoint, and no --weights are given");
        }
        List<Path> read = new ArrayList<>(all.stream().map(Destination::in).toList());
        read.add(layer.weights);
        Inputs inputs = new Inputs(read);
        for (Destination each : all) {
            type.check(each.kind(), each.out());
            if (each.newFolder() == null) {
                targets.check(each.out(), inputs);
            }
        }
        return all;
    }

    private int one(Destination files, Upsampling upsampling, Progress progress) throws IOException {
        run(files, upsampling, progress);
        return ExitCode.DONE;
    }

    private int many(List<Destination> all, Upsampling upsampling, UpsampleStatus status, Progress progress) {
        int worst = ExitCode.DONE;
        List<Path> failed = new ArrayList<>();
        for (Destination files : all) {
            try {
                run(files, upsampling, progress);
            } catch (IOException | RuntimeException | OutOfMemoryError failure) {
                int[] code = new int[1];
                progress.aside(() -> code[0] = failures().about(files.in()).handle(failure));
                worst = Math.max(worst, code[0]);
                failed.add(files.in());
            }
            status.finishedFile();
        }
        if (!failed.isEmpty()) {
            progress.aside(() -> err().println("dysample: " + summary(failed, all.size())));
        }
        return worst;
    }

    private void run(Destination files, Upsampling upsampling, Progress progress) throws IOException {
        String text = upsampling.run(files);
        progress.aside(() -> {
            if (!text.isEmpty()) {
                out().println(text);
            }
            upsampling.remarks().forEach(this::remark);
        });
    }

    private static String summary(List<Path> failed, int all) {
        String names = String.join(", ", failed.stream().limit(MOST_NAMES).map(Path::toString).toList());
        int more = failed.size() - MOST_NAMES;
        return failed.size() + " of " + all + " files failed: "
                + Printable.of(names) + (more > 0 ? " and " + more + " more" : "");
    }
}
