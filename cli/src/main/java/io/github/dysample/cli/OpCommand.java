package io.github.dysample.cli;

import io.github.dysample.Interpolation;
import io.github.dysample.Padding;
import io.github.dysample.Tensor;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.Npy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dysample op}: one kernel alone, each a command of its own. */
@Command(
        name = "op",
        description = "Run one kernel on .npy files: conv1x1, pixel-shuffle, pixel-unshuffle or grid-sample.",
        footer = "  dysample op pixel-shuffle --factor 2 --input x.npy --output y.npy")
final class OpCommand extends Subcommand {
    private static final int MOST_FACTOR = 1024;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return ExitCode.DONE;
    }

    @Command(
            name = "conv1x1",
            description = "1x1 convolution: torch.nn.functional.conv2d with a kernel of one pixel.",
            footer = "  dysample op conv1x1 --input x.npy --weight w.npy --bias b.npy --output y.npy")
    int conv1x1(
            @Mixin OpFiles files,
            @Option(
                    names = "--weight",
                    required = true,
                    paramLabel = "W",
                    description = "(outputs, inputs) or (outputs, inputs, 1, 1), .npy.")
                    Path weightFile,
            @Option(names = "--bias", paramLabel = "B", description = "(outputs), .npy (default: none).")
                    Path biasFile)
            throws IOException {
        Tensor x = files.read(streams(), weightFile, biasFile);
        NdArray weight = Npy.read(weightFile);
        long[] shape = weight.shape();
        boolean fits = (shape.length == 2 || shape.length == 4 && shape[2] == 1 && shape[3] == 1)
                && shape[1] == x.c();
        if (!fits) {
            throw new UsageException(weightFile + ": has shape " + weight.shapeString() + ", must be (outputs, "
                    + x.c() + ") or (outputs, " + x.c() + ", 1, 1) for an input " + x.shapeString());
        }
        float[] bias = biasFile == null ? null : Npy.read(biasFile).toFloats();
        Tensor y = Tensor.zeros(x.n(), (int) shape[0], x.h(), x.w());
        files.backend().conv1x1(x, weight.toFloats(), bias, y);
        return files.write(y, streams());
    }

    @Command(
            name = "pixel-shuffle",
            description = "torch.nn.functional.pixel_shuffle, ONNX DepthToSpace in mode CRD.",
            footer = "  dysample op pixel-shuffle --factor 2 --input x.npy --output y.npy")
    int pixelShuffle(@Mixin OpFiles files, @Mixin Factor by) throws IOException {
        int factor = by.checked();
        Tensor x = files.read(streams());
        Tensor y = Tensor.zeros(x.n(), x.c() / (factor * factor), product(x.h(), factor), product(x.w(), factor));
        files.backend().pixelShuffle(x, factor, y);
        return files.write(y, streams());
    }

    @Command(
            name = "pixel-unshuffle",
            description = "torch.nn.functional.pixel_unshuffle, the inverse of pixel-shuffle.",
            footer = "  dysample op pixel-unshuffle --factor 2 --input y.npy --output x.npy")
    int pixelUnshuffle(@Mixin OpFiles files, @Mixin Factor by) throws IOException {
        int factor = by.checked();
        Tensor x = files.read(streams());
        Tensor y = Tensor.zeros(x.n(), product(x.c(), factor * factor), x.h() / factor, x.w() / factor);
        files.backend().pixelUnshuffle(x, factor, y);
        return files.write(y, streams());
    }

    @Command(
            name = "grid-sample",
            description = "Sample at the points of a normalised grid: torch.nn.functional.grid_sample.",
            footer = "  dysample op grid-sample --input x.npy --grid grid.npy --output y.npy --padding border")
    int gridSample(
            @Mixin OpFiles files,
            @Option(
                    names = "--grid",
                    required = true,
                    paramLabel = "G",
                    description = "The points (N, Ho, Wo, 2), x before y, -1 to 1, .npy.")
                    Path gridFile,
            @Option(
                    names = "--mode",
                    paramLabel = "MODE",
                    defaultValue = "bilinear",
                    description = "bilinear or nearest (default: bilinear).")
                    String mode,
            @Option(
                    names = "--padding",
                    paramLabel = "P",
                    defaultValue = "zeros",
                    description = "zeros, border or reflection (default: zeros).")
                    String padding,
            @Option(
                    names = "--align-corners",
                    description = "-1 and 1 are the centres of the edge pixels, not their edges.")
                    boolean alignCorners)
            throws IOException {
        Interpolation interpolation = named("--mode", mode, Interpolation.values());
        Padding outside = named("--padding", padding, Padding.values());
        Tensor x = files.read(streams(), gridFile);
        Tensor grid = OpFiles.tensor(gridFile);
        Tensor y = Tensor.zeros(x.n(), x.c(), grid.c(), grid.h());
        files.backend().gridSample(x, grid, interpolation, outside, alignCorners, y);
        return files.write(y, streams());
    }

    /** By how much the pixels are shuffled. */
    private static final class Factor {
        @Option(names = "--factor", required = true, paramLabel = "N", description = "Factor in both directions.")
        private int factor;

        int checked() {
            Limits.check("--factor", factor, MOST_FACTOR);
            return factor;
        }
    }

    private static int product(int size, int factor) {
        long product = (long) size * factor;
        if (product > Integer.MAX_VALUE) {
            throw new UsageException("a dimension of " + size + " times " + factor + " is more than an array holds");
        }
        return (int) product;
    }

    private static <E extends Enum<E>> E named(String option, String name, E[] values) {
        for (E value : values) {
            if (value.name().equalsIgnoreCase(name)) {
                return value;
            }
        }
        String known = Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        throw new UsageException(option + " is " + name + ", must be one of " + known);
    }
}
