package io.github.dysample.cli;

import io.github.dysample.Interpolation;
import io.github.dysample.Padding;
import io.github.dysample.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dysample op grid-sample}. */
@Command(
        name = "grid-sample",
        description = "Sample at the points of a normalised grid: torch.nn.functional.grid_sample.")
final class GridSampleCommand extends Subcommand {
    @Mixin
    private OpFiles files;

    @Option(
            names = "--grid",
            required = true,
            paramLabel = "G",
            description = "The points (N, Ho, Wo, 2), x before y, -1 to 1, .npy.")
    private Path gridFile;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            defaultValue = "bilinear",
            description = "bilinear or nearest (default: bilinear).")
    private String mode;

    @Option(
            names = "--padding",
            paramLabel = "P",
            defaultValue = "zeros",
            description = "zeros, border or reflection (default: zeros).")
    private String padding;

    @Option(names = "--align-corners", description = "-1 and 1 are the centres of the edge pixels, not their edges.")
    private boolean alignCorners;

    @Override
    public Integer call() throws IOException {
        Interpolation interpolation = named("--mode", mode, Interpolation.values());
        Padding outside = named("--padding", padding, Padding.values());
        Tensor x = files.read();
        Tensor grid = OpFiles.tensor(gridFile);
        Tensor y = Tensor.zeros(x.n(), x.c(), grid.c(), grid.h());
        files.backend().gridSample(x, grid, interpolation, outside, alignCorners, y);
        return files.write(y, out());
    }

    private static <E extends Enum<E>> E named(String option, String name, E[] values) {
        for (E value : values) {
            if (value.name().toLowerCase(Locale.ROOT).equals(name)) {
                return value;
            }
        }
        StringBuilder known = new StringBuilder();
        for (E value : values) {
            known.append(known.isEmpty() ? "" : ", ").append(value.name().toLowerCase(Locale.ROOT));
        }
        throw new UsageException(option + " is " + name + ", must be one of " + known);
    }
}
